# The whole product in the foreground, and its end.
# shellcheck shell=bash

WEB_PID=""

up() {
  local demo=yes began=$SECONDS
  while [ $# -gt 0 ]; do
    case $1 in
      --empty) demo=no ;;
      *) fail "./twin up knows --empty only, not '$1'." ;;
    esac
    shift
  done
  ! say_running || return 0
  need_dotnet
  take_lock || fail "Stop what runs in $TWIN_HOME with ./twin down, then run this again."
  ! say_running || return 0
  write_identity up $$
  trap end_up EXIT
  trap 'exit 130' INT TERM HUP

  say "Starting TwinMCP Billing in $TWIN_HOME"
  web_stop   # left by a twin that was killed
  ! port_taken "$TWIN_PORT" || fail "Port $TWIN_PORT is taken by another program$(who_listens "$TWIN_PORT"). Free it, or choose another: TWIN_PORT=$((TWIN_PORT + 1)) ./twin up"
  start_servers
  build_web
  step "Bringing the database up to date"
  quietly "$LOG_DIR/migrate.log" "The migration" web_command migrate || exit 1
  if [ $demo = yes ]; then
    [ -f "$TWIN_HOME/demo.json" ] || step "Loading the demo data (once)"
    quietly "$LOG_DIR/seed.log" "Loading the demo data" web_command seed || exit 1
  fi
  step "Starting the web"
  web_start
  release_lock
  welcome $((SECONDS - began))
  trap 'exit 0' INT TERM HUP   # from here on, being stopped is the orderly end

  wait "$WEB_PID" || true
  tail -n 20 "$LOG_DIR/web.log" >&2
  fail "The web ended by itself. Its log is $LOG_DIR/web.log"
}

# A running product needs no second one.
say_running() {
  alive up >/dev/null && alive web >/dev/null && [ -f "$RUN_DIR/ready" ] || return 1
  say "TwinMCP Billing is running: $(<"$RUN_DIR/ready")"
  say "Stop it with ./twin down."
}

welcome() {
  echo "$TWIN_URL" >"$RUN_DIR/ready"
  say
  say "TwinMCP Billing is running: $TWIN_URL   (ready after $1 s)"
  if [ -f "$TWIN_HOME/demo.json" ]; then
    say
    say "Sign in with:"
    json_lines <"$TWIN_HOME/demo.json" | awk -F '\t' '
      /^users\./ {
        split($1, part, "."); n = part[2]
        if (part[3] == "email") email[n] = $2
        if (part[3] == "password") password[n] = $2
        if (part[3] == "role") role[n] = $2
        if (n + 1 > count) count = n + 1
      }
      END { for (n = 0; n < count; n++) printf "  %-9s %-36s %s\n", role[n], email[n], password[n] }'
    say
    say "Everything else for trying it out (API keys, customers): $TWIN_HOME/demo.json"
  else
    say
    say "Nobody can sign in yet: ./twin admin EMAIL NAME makes the first admin, ./twin key ingestion NAME a key for usage."
  fi
  say "Log: $LOG_DIR/web.log   Mail: $TWIN_HOME/mail"
  say "Ctrl-C or ./twin down stops it."
}

who_listens() {
  local who=""
  ! have ss || who=$(ss -Hltnp "sport = :$1" 2>/dev/null | grep -oE '"[^"]+",pid=[0-9]+' | head -n 1 | sed 's/^"\([^"]*\)",pid=/\1, pid /') || true
  [ -z "$who" ] || echo " ($who)"
}

end_up() {
  local code=$?
  trap '' INT TERM HUP
  stop_child
  if [ $code = 0 ] || [ $code = 130 ]; then say "Stopping."; fi
  stop_all
  if [ $code = 0 ] || [ $code = 130 ]; then say "Stopped. The data stays in $TWIN_HOME"; fi
}

stop_all() {
  rm -f "$RUN_DIR/ready"
  web_stop
  stop_servers
  rm -f "$RUN_DIR/up.pid"
}

down() {
  local pid
  [ $# -eq 0 ] || fail "./twin down takes no arguments."
  [ -d "$RUN_DIR" ] || { say "Nothing is running."; return; }
  if pid=$(alive up); then
    kill -TERM "$pid" 2>/dev/null || true
    wait_until_gone "$pid" 90 || stop_process up KILL 5
  elif ! alive web >/dev/null && ! own_servers_run; then
    say "Nothing is running."
    return
  fi
  # What a killed twin left; after an orderly end there is nothing. An up that waited for this one's end stays.
  take_lock 60 || true
  alive up >/dev/null || stop_all
  say "Stopped."
}

own_servers_run() { postgres_alive >/dev/null || alive redis >/dev/null || docker_alive postgres || docker_alive redis; }
