# The web image. Built with the SDK, run on the bare ASP.NET runtime as the image's own unprivileged user.
# Both tags are Ubuntu 24.04: their runtime brings ICU and tzdata, which French formats and Europe/Paris need.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src

# Packages first: this layer is built again only when a project or lock file changes.
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY TwinMcp.Core/TwinMcp.Core.csproj TwinMcp.Core/packages.lock.json TwinMcp.Core/
COPY TwinMcp.Web/TwinMcp.Web.csproj TwinMcp.Web/packages.lock.json TwinMcp.Web/
RUN dotnet restore TwinMcp.Web/TwinMcp.Web.csproj --locked-mode

COPY appsettings.Development.json ./
COPY TwinMcp.Core/ TwinMcp.Core/
COPY TwinMcp.Web/ TwinMcp.Web/
# Analyzers are for ./twin check.
RUN dotnet publish TwinMcp.Web/TwinMcp.Web.csproj -c Release --no-restore -o /app -p:UseAppHost=false -p:RunAnalyzers=false \
    && rm /app/appsettings.Development.json \
    && mkdir /data

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# Names in scripts that the shipped font lacks: Hebrew, Arabic, symbols; Chinese, Japanese, Korean.
RUN apt-get update && apt-get install -y --no-install-recommends fonts-dejavu-core fonts-droid-fallback && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app ./
COPY --from=build --chown=$APP_UID:$APP_UID /data /data
ENV ASPNETCORE_ENVIRONMENT=Production \
    ASPNETCORE_URLS=http://+:8080 \
    DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false \
    TWIN_HOME=/data
USER $APP_UID
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 CMD ["dotnet", "TwinMcp.Web.dll", "health"]
ENTRYPOINT ["dotnet", "TwinMcp.Web.dll"]
CMD ["serve"]
