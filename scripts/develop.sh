# check, test and bench.
# shellcheck shell=bash

run_check() {
  [ $# -eq 0 ] || fail "./twin check takes no arguments."
  need_dotnet
  cd "$ROOT"
  if git rev-parse --git-dir >/dev/null 2>&1 && [ "$(git config core.hooksPath || true)" != .githooks ]; then
    git config core.hooksPath .githooks
    step "Installed the pre-commit hook (.githooks)"
  fi
  step "Building, warnings are errors"
  dotnet msbuild TwinMcp.Billing.sln -restore -m -v:quiet -nologo -warnaserror || fail "The build failed."
  step "Checking the format"
  # style and analyzers are part of the build; what is left is white space and the order of usings
  dotnet format whitespace TwinMcp.Billing.sln --verify-no-changes --no-restore \
    && dotnet format style TwinMcp.Billing.sln --diagnostics IMPORTS --verify-no-changes --no-restore \
    || fail "Format it with: dotnet format"
  step "Architecture, unit and component tests"
  count_tests --no-build --filter "FullyQualifiedName~.Architecture.|FullyQualifiedName~.Unit.|FullyQualifiedName~.Components." || exit 1
}

# Everything, as CI runs it. The tests start their own PostgreSQL and Redis.
run_tests() {
  need_dotnet
  provide initdb redis-server chromium qpdf pdftotext || warn "Tests that need them will fail."
  cd "$ROOT"
  count_tests "$@"
}

# Runs dotnet test and closes with one line of its totals. A run that broke or found nothing to run is no success.
count_tests() {
  local results code=0 passed failed runner=()
  # A build server would outlive a CI job and hold its output open.
  [ -z "${CI:-}" ] || runner=("${WITHOUT_BUILD_SERVERS[@]}")
  results=$(mktemp -d)
  ${runner[@]+"${runner[@]}"} dotnet test "$ROOT/TwinMcp.Tests" --nologo --logger "trx;LogFilePrefix=run" --results-directory "$results" "$@" </dev/null || code=$?
  passed=$(sum_counters "$results" passed)
  failed=$(sum_counters "$results" failed error timeout aborted)
  rm -rf "$results"
  if [ "$code" -ne 0 ] && [ "$failed" -eq 0 ]; then
    warn "The test run itself broke; see above."
    failed=1
  elif [ $((passed + failed)) -eq 0 ]; then
    warn "No test ran."
    code=1
  fi
  say "$passed passed, $failed failed"
  [ "$code" -eq 0 ] && [ "$failed" -eq 0 ]
}

sum_counters() { # directory counter…
  local directory=$1 counter sum=0 n
  shift
  for counter in "$@"; do
    for n in $(cat "$directory"/*.trx 2>/dev/null | grep -oE '<Counters [^>]*' | grep -oE " $counter=\"[0-9]+\"" | grep -oE '[0-9]+'); do
      sum=$((sum + n))
    done
  done
  echo "$sum"
}

# No server: only the built web's own code. DIR is where the caller stands.
documents() {
  need_dotnet
  build_web
  [ $# -ne 2 ] || set -- "$1" "$(realpath -m -- "$2")"
  exec dotnet "$WEB_DIR/TwinMcp.Web.dll" documents "$@"
}

run_bench() {
  need_dotnet
  with_servers
  cd "$ROOT"
  web_environment
  # Scratch databases are made by who may: the superuser of our own servers, or whoever the given connection string names.
  [ -n "$GIVEN_POSTGRES" ] || export ConnectionStrings__PostgresAdmin="Host=127.0.0.1;Port=$(<"$TWIN_HOME/postgres.port");Database=postgres;Username=postgres;Password=$(secret)"
  patiently "${WITHOUT_BUILD_SERVERS[@]}" dotnet run -c Release --project bench/TwinMcp.Bench -- "$@"
}
