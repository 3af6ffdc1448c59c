# The web program: built when its sources changed, run from its output folder.
# shellcheck shell=bash

WEB_DIR="$ROOT/TwinMcp.Web/bin/Release/net10.0"
BUILD_STAMP="$ROOT/TwinMcp.Web/obj/twin.stamp"

# Name, size and time of every source: two tenths of a second instead of a build.
sources_stamp() {
  (cd "$ROOT" && find TwinMcp.Core TwinMcp.Web ./*.props global.json .editorconfig BannedSymbols.txt appsettings*.json \
    \( -name bin -o -name obj -o -name _framework \) -prune -o -type f -printf '%p %s %T@\n' 2>/dev/null | sort | sha256sum)
}

build_web() {
  local stamp lock
  mkdir -p "$(dirname "$BUILD_STAMP")"
  # Two homes of one clone share the output.
  exec {lock}>"$BUILD_STAMP.lock"
  flock "$lock"
  stamp=$(sources_stamp)
  if [ ! -f "$WEB_DIR/TwinMcp.Web.dll" ] || [ "$(cat "$BUILD_STAMP" 2>/dev/null)" != "$stamp" ]; then
    step "Building (the first time takes a minute or two)"
    rm -f "$BUILD_STAMP"
    # ./twin check runs the analyzers; starting does not wait for them.
    quietly "$LOG_DIR/build.log" "The build" "${WITHOUT_BUILD_SERVERS[@]}" \
      dotnet build "$ROOT/TwinMcp.Web" -c Release -v quiet --nologo -p:RunAnalyzers=false || exit 1
    echo "$stamp" >"$BUILD_STAMP"
  fi
  exec {lock}>&-
}

web_environment() {
  # Without a payment provider of yours the sandbox stands in; its secret is this home's, derived so that no second file is kept.
  if [ -z "${PAYMENT_PROVIDER:-}" ]; then
    export PAYMENT_PROVIDER=sandbox PAYMENT_WEBHOOK_SECRET
    PAYMENT_WEBHOOK_SECRET=$(printf 'webhook %s' "$(secret)" | sha256sum | cut -c1-48)
  fi
  export ASPNETCORE_URLS="$TWIN_URL" ASPNETCORE_ENVIRONMENT="${ASPNETCORE_ENVIRONMENT:-Development}" TWIN_HOME TWIN_URL TWIN_PORT
  # What runs here was just built: serve the build's compressed files (a development default sends them raw, 200 KB more).
  export ReloadStaticAssetsAtRuntime="${ReloadStaticAssetsAtRuntime:-false}"
}

# migrate, seed, verify: run to the end, answer with their own code.
web_command() {
  (
    web_environment
    cd "$WEB_DIR"
    exec dotnet TwinMcp.Web.dll "$@"
  )
}

web_start() {
  local log="$LOG_DIR/web.log" here=$PWD
  [ ! -f "$log" ] || mv -f "$log" "$log.1"
  web_environment
  cd "$WEB_DIR"
  start_process web "$log" dotnet TwinMcp.Web.dll serve
  cd "$here"
  echo "$TWIN_PORT" >"$RUN_DIR/web.port"
  WEB_PID=$STARTED
  local tick
  for ((tick = 0; tick < 450; tick++)); do
    [ "$(http_status /health/ready)" != 200 ] || return 0
    start_time "$WEB_PID" >/dev/null || break
    sleep 0.2
  done
  tail -n 20 "$log" >&2
  fail "The web did not become ready. Its log is $log"
}

web_stop() {
  stop_process web TERM 35   # it finishes what it is doing for up to 30 seconds
  rm -f "$RUN_DIR/web.port"
}

# What /health/ready says, a line for each dependency; the answer is that of the product.
health() {
  local answer status
  [ $# -eq 0 ] || fail "./twin health takes no arguments."
  alive web >/dev/null || fail "Nothing runs in $TWIN_HOME. Start it with ./twin up"
  TWIN_PORT=$(cat "$RUN_DIR/web.port" 2>/dev/null || echo "$TWIN_PORT")
  answer=$(http_get /health/ready) || true
  [ -n "$answer" ] || fail "Nothing answers on port $TWIN_PORT. Start it with ./twin up"
  status=$(head -n 1 <<<"$answer")
  if [ "$status" = 200 ]; then say "Ready: http://localhost:$TWIN_PORT"; else say "Not ready: http://localhost:$TWIN_PORT answers $status"; fi
  tail -n +2 <<<"$answer" | json_lines 2>/dev/null | awk -F '\t' '
    {
      n = split($1, part, "."); field = part[n]
      group = substr($1, 1, length($1) - length(field) - (n > 1))
      if (n > 1 && !(group in seen)) { seen[group] = 1; order[++groups] = group; name[group] = part[n - 1] }
      if (field == "name") name[group] = $2
      else if (field == "status" || field == "state") status[group] = $2
      else if (field ~ /^(description|detail|message|error|reason)$/ && $2 != "null" && $2 != "") note[group] = note[group] "  " $2
    }
    END { for (i = 1; i <= groups; i++) if (status[order[i]] != "") printf "  %-14s %-10s%s\n", name[order[i]], status[order[i]], note[order[i]] }'
  [ "$status" = 200 ]
}
