using TwinMcp.Core.Catalog;

namespace TwinMcp.Web.Commands.Demo;

/// <summary>Libraries whose documentation is asked for, the most wanted first.</summary>
internal static class DemoLibraries
{
    const string Table = """
        /vercel/next.js|Next.js|The React framework for the web
        /facebook/react|React|A library for building user interfaces
        /microsoft/typescript|TypeScript|JavaScript with syntax for types
        /tailwindlabs/tailwindcss|Tailwind CSS|A utility-first CSS framework
        /dotnet/aspnetcore|ASP.NET Core|A cross-platform framework for web apps on .NET
        /fastapi/fastapi|FastAPI|A Python framework for building APIs
        /supabase/supabase|Supabase|Postgres, authentication and storage as a service
        /prisma/prisma|Prisma|An ORM for Node.js and TypeScript
        /vuejs/core|Vue.js|The progressive JavaScript framework
        /django/django|Django|The web framework for perfectionists with deadlines
        /vitejs/vite|Vite|Frontend tooling with instant server start
        /dotnet/efcore|Entity Framework Core|An object-database mapper for .NET
        /langchain-ai/langchain|LangChain|Building blocks for applications with language models
        /shadcn-ui/ui|shadcn/ui|Accessible components to copy into an app
        /postgres/postgres|PostgreSQL|The open source relational database
        /redis/redis|Redis|An in-memory data store
        /kubernetes/kubernetes|Kubernetes|Container orchestration
        /docker/docs|Docker|Build, share and run containers
        /spring-projects/spring-boot|Spring Boot|Stand-alone Spring applications
        /rust-lang/rust|Rust|A language for reliable and efficient software
        /golang/go|Go|The Go programming language
        /nodejs/node|Node.js|A JavaScript runtime
        /expressjs/express|Express|A minimal web framework for Node.js
        /nestjs/nest|NestJS|A progressive Node.js framework
        /sveltejs/svelte|Svelte|A compiler for web components
        /sveltejs/kit|SvelteKit|Web applications with Svelte
        /angular/angular|Angular|The web development framework by Google
        /nuxt/nuxt|Nuxt|The Vue framework
        /withastro/astro|Astro|The web framework for content
        /remix-run/react-router|React Router|Routing for React
        /tanstack/query|TanStack Query|Asynchronous state for web applications
        /reduxjs/redux-toolkit|Redux Toolkit|Efficient Redux development
        /pmndrs/zustand|Zustand|Small state management for React
        /colinhacks/zod|Zod|Schema validation for TypeScript
        /drizzle-team/drizzle-orm|Drizzle ORM|A TypeScript ORM close to SQL
        /trpc/trpc|tRPC|Typesafe APIs without schemas
        /graphql/graphql-js|GraphQL.js|The reference implementation of GraphQL
        /apollographql/apollo-client|Apollo Client|A GraphQL client
        /pallets/flask|Flask|A small Python web framework
        /pydantic/pydantic|Pydantic|Data validation with Python types
        /sqlalchemy/sqlalchemy|SQLAlchemy|The Python SQL toolkit
        /pandas-dev/pandas|pandas|Data analysis for Python
        /numpy/numpy|NumPy|Numerical computing for Python
        /pytorch/pytorch|PyTorch|Tensors and neural networks
        /huggingface/transformers|Transformers|Pretrained models for text, vision and audio
        /openai/openai-python|OpenAI Python|A client for the OpenAI API
        /anthropics/anthropic-sdk-python|Anthropic Python|A client for the Anthropic API
        /modelcontextprotocol/csharp-sdk|MCP C# SDK|Model Context Protocol servers and clients for .NET
        /stripe/stripe-node|Stripe Node|A client for the Stripe API
        /playwright/playwright|Playwright|End-to-end tests for web applications
        /vitest-dev/vitest|Vitest|A test framework on Vite
        /jestjs/jest|Jest|JavaScript testing
        /xunit/xunit|xUnit.net|Unit tests for .NET
        /laravel/framework|Laravel|The PHP framework for web artisans
        /symfony/symfony|Symfony|PHP components and framework
        /rails/rails|Ruby on Rails|A full-stack web framework
        /elixir-lang/elixir|Elixir|A functional language for scalable applications
        /phoenixframework/phoenix|Phoenix|A web framework for Elixir
        /flutter/flutter|Flutter|Applications for every screen from one codebase
        /hashicorp/terraform|Terraform|Infrastructure as code
        """;

    public static IReadOnlyList<Library> All { get; } =
        [.. Table.Split('\n').Select(row => row.Split('|')).Select(f => new Library { Id = f[0], Name = f[1], Description = f[2] })];
}
