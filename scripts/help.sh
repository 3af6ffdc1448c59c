# ./twin help
# shellcheck shell=bash

show_help() {
  cat <<'HELP'
./twin: the one door to TwinMCP Billing

  up [--empty]     Start the whole product with demo data and stay in the foreground; Ctrl-C stops it.
                   --empty loads no demo data. A second up only prints the URL.
  down             Stop what up started, and nothing else. The data stays.
  health           What /health/ready says, a line for each dependency.

  check            Format, build with warnings as errors, fast tests; installs the pre-commit hook.
  test [options]   Everything, as CI runs it; options go to dotnet test: ./twin test --filter Invoice
  bench [name]     The benchmarks, or the named one.

  bill MONTH       Bill a month (2026-10) for all customers and issue the invoices; goes on where a run
                   was stopped. --preview only counts, --drafts leaves the issuing to a person.
  admin EMAIL NAME Make an admin, or give the one of this address a new password. Printed once.
  key ROLE NAME    Make an API key of staff, admin or ingestion. Printed once.

  documents samples DIR
                   Write one of each kind of document (PDF, and XML) to DIR; needs no database.
  audit verify     Compute the audit log's sealed chain again; names each broken place and fails.
  audit head       Where the chain ends, as the job exports it each day.

  db migrate       Apply the migrations.
  db seed          Load the demo data; does nothing when it is there.
  db verify        Check every invariant of the data; fails when one is broken.
  db add NAME      Write a new migration from the changes of the model.
  db reset         Drop and create the database, migrated and empty. Asks; --yes does not.
                   --all stops the product and removes everything it keeps.
  db backup FILE   Write the database to FILE (pg_dump -Fc).
  db restore FILE  Replace the database by the one in FILE, then verify it. Asks; --yes does not.

Environment
  TWIN_HOME        Where data, logs, mail and demo.json live. Default: .twin beside this script.
  TWIN_PORT        Port of the web. Default: 5080. With both, two copies run side by side.
  TWIN_ENGINE      docker or local, to choose where PostgreSQL and Redis run. Default: Docker when an
                   engine answers, else local binaries, else installed with apt where that is allowed.
  ConnectionStrings__Postgres, ConnectionStrings__Redis
                   Servers of your own: used as they are, never started, stopped or created by twin.

Needs Linux, bash and the .NET 10 SDK. Running it for real: docs/operations.md
HELP
}
