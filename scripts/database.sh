# ./twin db …
# shellcheck shell=bash

database() {
  local verb=${1:-}
  [ $# -eq 0 ] || shift
  case $verb in
    migrate | seed | verify)
      [ $# -eq 0 ] || fail "./twin db $verb takes no arguments."
      need_dotnet
      with_servers
      build_web
      patiently web_command "$verb"
      ;;
    reset) database_reset "$@" ;;
    add) database_add "$@" ;;
    backup) database_backup "$@" ;;
    restore) database_restore "$@" ;;
    *) fail "Say what to do with the database: migrate, reset, seed, add NAME, verify, backup FILE or restore FILE. See ./twin help." ;;
  esac
}

# ./twin admin EMAIL NAME, ./twin key ROLE NAME: the first way in.
access() {
  need_dotnet
  with_servers
  build_web
  web_command migrate >/dev/null
  web_command "$@"
}

# Uses the servers that run, or starts them for this one command.
with_servers() {
  take_lock || fail "Stop what runs in $TWIN_HOME with ./twin down, then run this again."
  if servers_run; then
    use_servers
    release_lock
    trap stop_child EXIT
  else
    trap 'stop_child; stop_servers' EXIT
    trap 'exit 130' INT TERM HUP
    start_servers
  fi
}

# The value of a key in the connection string, under any of the names Npgsql takes.
connection_part() {
  local pair key name IFS=';'
  for pair in $ConnectionStrings__Postgres; do
    key=$(tr -d ' ' <<<"${pair%%=*}" | tr '[:upper:]' '[:lower:]')
    for name in "$@"; do
      [ "$key" != "$name" ] || { sed 's/^ *//; s/ *$//; s/^"\(.*\)"$/\1/' <<<"${pair#*=}"; return; }
    done
  done
}

database_name() { if [ -n "$GIVEN_POSTGRES" ]; then connection_part database db; else echo twinmcp_dev; fi; }

# as_admin program arguments…: psql, pg_dump or pg_restore with the right to create databases. For servers of our own
# that is their superuser; for a given connection string it is the user named there.
as_admin() {
  local program=$1 bin
  shift
  if [ -n "$GIVEN_POSTGRES" ]; then
    bin=$(find_postgres)/ && [ -x "$bin$program" ] || bin=""
    PGHOST=$(connection_part host server) PGPORT=$(connection_part port) PGUSER=$(connection_part username userid uid user) \
      PGPASSWORD=$(connection_part password pwd psw) "$bin$program" "$@"
  elif docker_alive postgres; then
    PGPASSWORD=$(secret) docker exec -i -e PGPASSWORD -e TWINMCP_DB_PASSWORD -e PGUSER=postgres -e PGHOST=127.0.0.1 "$(container postgres)" "$program" "$@"
  else
    bin=$(find_postgres "$(cat "$(postgres_dir)/data/PG_VERSION")")
    PGHOST=127.0.0.1 PGPORT=$(<"$TWIN_HOME/postgres.port") PGUSER=postgres PGPASSWORD=$(secret) "$bin/$program" "$@"
  fi
}

sql() { as_admin psql -X -q -v ON_ERROR_STOP=1 -d postgres -c "SET client_min_messages = warning" "$@"; }

create_database() { # name
  if [ -n "$GIVEN_POSTGRES" ]; then
    sql -c "CREATE DATABASE \"$1\""
  else
    sql -c "CREATE DATABASE \"$1\" OWNER twinmcp_user TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"
  fi
}

# What was derived from the old database must not outlive it.
forget_derived() {
  redis_flush
  rm -f "$TWIN_HOME/demo.json"
}

# A web that runs knows the old database by heart (its type ids): it would answer 500 for ever.
stop_first() {
  ! alive web >/dev/null || fail "The product is running on this database: ./twin down first. Nothing was changed."
}

database_reset() {
  local sure=no all=no name
  while [ $# -gt 0 ]; do
    case $1 in
      --yes) sure=yes ;;
      --all) all=yes ;;
      *) fail "./twin db reset knows --yes and --all, not '$1'." ;;
    esac
    shift
  done
  if [ $all = yes ]; then
    [ $sure = yes ] || confirm "This stops the product and removes all its data in $TWIN_HOME."
    remove_home
    return
  fi
  if [ $sure = no ]; then
    [ -z "$GIVEN_POSTGRES" ] || fail "ConnectionStrings__Postgres was given by hand: its database is dropped only with --yes. Nothing was changed."
    confirm "This drops the database of $TWIN_HOME and all its invoices."
  fi
  stop_first
  need_dotnet
  with_servers
  build_web
  name=$(database_name)
  step "Dropping and creating the database $name"
  sql -c "DROP DATABASE IF EXISTS \"$name\" WITH (FORCE)"
  create_database "$name"
  [ -n "$GIVEN_POSTGRES" ] || init_database
  forget_derived
  patiently web_command migrate
  say "The database is empty and up to date. ./twin db seed (or ./twin up) loads the demo data."
}

# Everything twin put into TWIN_HOME, by name: the directory may hold other things.
remove_home() {
  [ -d "$TWIN_HOME" ] || { say "There is nothing in $TWIN_HOME."; return; }
  down
  docker_remove
  remove_postgres "$(postgres_dir)"
  rm -rf "$TWIN_HOME"/{run,log,redis,mail,demo.json,secret,engine,postgres.port,redis.port,postgres.path,lock}
  rmdir "$TWIN_HOME" 2>/dev/null || true
  say "All data of $TWIN_HOME is removed. ./twin up starts afresh."
}

database_add() {
  [ $# -eq 1 ] && [[ $1 =~ ^[A-Za-z][A-Za-z0-9]*$ ]] || fail "Give the migration a name of letters and digits: ./twin db add AddInvoiceNote"
  need_dotnet
  cd "$ROOT"
  dotnet run --project tools/TwinMcp.Scaffold -- "$1"
}

database_backup() {
  local file
  [ $# -eq 1 ] || fail "Say where to: ./twin db backup FILE"
  file=$(realpath -m -- "$1")
  [ -d "$(dirname "$file")" ] || fail "There is no directory $(dirname "$file")."
  with_servers
  # Written beside and renamed: a file of that name is always a whole backup.
  if ! (umask 077 && as_admin pg_dump -Fc -d "$(database_name)" >"$file.part"); then
    rm -f "$file.part"
    fail "The backup failed; $file was not written."
  fi
  mv -f "$file.part" "$file"
  say "Backed up to $file ($(du -h "$file" | cut -f1)). Keep it as safe as the database: it holds the same data."
}

database_restore() {
  local file="" sure=no name fresh options=()
  while [ $# -gt 0 ]; do
    case $1 in
      --yes) sure=yes ;;
      -*) fail "./twin db restore knows --yes only, not '$1'." ;;
      *) file=$1 ;;
    esac
    shift
  done
  [ -n "$file" ] || fail "Say from where: ./twin db restore FILE"
  [ -r "$file" ] || fail "$file cannot be read."
  [ "$(head -c 5 "$file" | tr -d '\0')" = PGDMP ] || fail "$file is not a backup made by ./twin db backup (pg_dump -Fc)."
  [ $sure = yes ] || confirm "This replaces the database with the one in $file."
  stop_first
  need_dotnet
  with_servers
  build_web
  name=$(database_name) fresh="$(database_name)_restored"
  [ -z "$GIVEN_POSTGRES" ] || options=(--no-owner --no-comments)   # such a user seldom is a superuser
  step "Restoring into a fresh database"
  sql -c "DROP DATABASE IF EXISTS \"$fresh\" WITH (FORCE)"
  create_database "$fresh"
  if ! as_admin pg_restore --exit-on-error ${options[@]+"${options[@]}"} -d "$fresh" <"$file"; then
    sql -c "DROP DATABASE IF EXISTS \"$fresh\" WITH (FORCE)"
    fail "The backup could not be restored. The present database was not touched."
  fi
  sql -c "DROP DATABASE IF EXISTS \"$name\" WITH (FORCE)" -c "ALTER DATABASE \"$fresh\" RENAME TO \"$name\""
  forget_derived
  step "Bringing it up to date and verifying it"
  patiently web_command migrate
  patiently web_command verify || fail "The restored database breaks an invariant; see above."
  say "Restored and verified."
}
