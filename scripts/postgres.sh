# The private PostgreSQL: 127.0.0.1 only, data in TWIN_HOME, never as root.
# shellcheck shell=bash

AS_OWNER=()   # how to run a command as the user who owns the data

# Where this home's PostgreSQL lives: data/, socket/. Recorded when it had to be outside TWIN_HOME.
postgres_dir() {
  if [ -s "$TWIN_HOME/postgres.path" ]; then cat "$TWIN_HOME/postgres.path"; else echo "$TWIN_HOME/postgres"; fi
}
fallback_dir() { echo "/var/lib/twinmcp/$(home_id)"; }

# PostgreSQL changes into its data directory, so the number in its pid file is checked against that.
postgres_alive() {
  local data pid
  data="$(postgres_dir)/data"
  { read -r pid <"$data/postmaster.pid"; } 2>/dev/null || return 1
  [ "$(readlink "/proc/$pid/cwd" 2>/dev/null)" = "$(readlink -f "$data")" ] && start_time "$pid" >/dev/null && echo "$pid"
}

# root hands over to whoever owns the data already, else to the postgres user, else to nobody.
choose_owner() {
  local owner=nobody
  AS_OWNER=()
  is_root || return 0
  ! id postgres >/dev/null 2>&1 || owner=postgres
  [ ! -d "$1" ] || [ "$(stat -c %U "$1")" = root ] || owner=$(stat -c %U "$1")
  AS_OWNER=(setpriv "--reuid=$owner" "--regid=$(id -g "$owner")" --init-groups)
}

# A data directory that its owner can reach. Under /root, say, it cannot be inside TWIN_HOME.
place_postgres() {
  local dir
  dir=$(postgres_dir)
  choose_owner "$dir"
  [ ! -d "$dir/data" ] || return 0
  if [ ${#AS_OWNER[@]} -gt 0 ] && ! "${AS_OWNER[@]}" test -x "$TWIN_HOME"; then
    dir=$(fallback_dir)
    # Left behind by a home that was deleted by hand: nobody can know its password any more.
    [ ! -d "$dir" ] || remove_postgres "$dir"
    mkdir -p "$dir"
    echo "$dir" >"$TWIN_HOME/postgres.path"
  fi
  mkdir -p "$dir/data" "$dir/socket"
  chmod 700 "$dir/data" "$dir/socket"
  if [ ${#AS_OWNER[@]} -gt 0 ]; then
    chmod 711 "$dir"
    chown -R "${AS_OWNER[1]#*=}:${AS_OWNER[2]#*=}" "$dir"
  fi
}

postgres_start() {
  postgres_alive >/dev/null && return
  local dir data bin version=""
  place_postgres
  dir=$(postgres_dir) data="$(postgres_dir)/data"
  [ ! -s "$data/PG_VERSION" ] || version=$(<"$data/PG_VERSION")
  bin=$(find_postgres "$version") \
    || fail "The data in $dir was written by PostgreSQL $version, which is not installed. Install postgresql-$version, or start afresh with ./twin db reset --all."
  [ -n "$version" ] || postgres_create "$bin" "$data"
  clear_stale_pid "$data"

  local try
  for try in 1 2 3; do
    choose_port postgres >/dev/null
    postgres_settings "$dir" >"$data/twin.conf"
    start_process postgres "$LOG_DIR/postgres.log" ${AS_OWNER[@]+"${AS_OWNER[@]}"} env -C / LC_ALL=C.UTF-8 "$bin/postgres" -D "$data"
    if postgres_ready "$data"; then
      init_database
      return
    fi
    sleep "$try"   # backends of a killed server need a moment to notice
  done
  tail -n 15 "$LOG_DIR/postgres.log" >&2
  fail "PostgreSQL did not start. Its log is $LOG_DIR/postgres.log"
}

postgres_create() { # bin data
  local password
  step "Creating a private PostgreSQL $(major_version "$1/postgres") in $2"
  password=$(mktemp)
  secret >"$password"
  [ ${#AS_OWNER[@]} -eq 0 ] || chown "${AS_OWNER[1]#*=}" "$password"
  if ! quietly "$LOG_DIR/initdb.log" "Creating the database cluster" ${AS_OWNER[@]+"${AS_OWNER[@]}"} env -C / "$1/initdb" -D "$2" -U postgres \
    --auth=scram-sha-256 --pwfile="$password" --encoding=UTF8 --locale=C.UTF-8 --data-checksums; then
    rm -rf "$password" "$2"
    exit 1
  fi
  rm -f "$password"
  echo "include 'twin.conf'" >>"$2/postgresql.conf"
}

postgres_settings() { # dir
  local socket="$1/socket"
  # A socket's path may have 107 characters; PostgreSQL adds about 20.
  [ ${#socket} -le 85 ] || socket=""
  cat <<CONF
# Written by twin at each start.
listen_addresses = '127.0.0.1'
port = $(<"$TWIN_HOME/postgres.port")
unix_socket_directories = '${socket//\'/\'\'}'
max_connections = 100
shared_buffers = 256MB
effective_cache_size = 1GB
random_page_cost = 1.1
max_wal_size = 2GB
checkpoint_completion_target = 0.9
autovacuum_vacuum_scale_factor = 0.02
log_min_duration_statement = 500
log_parameter_max_length = 0
log_min_error_statement = error
log_line_prefix = '%m [%p] %u@%d '
log_timezone = 'UTC'
timezone = 'UTC'
CONF
}

# After a crash of the machine the number in postmaster.pid may belong to somebody else, and PostgreSQL would refuse
# to start. It is removed only when no process at all works in that directory.
clear_stale_pid() { # data
  local dir
  [ -e "$1/postmaster.pid" ] || return 0
  for dir in /proc/[0-9]*/cwd; do
    [ "$(readlink "$dir" 2>/dev/null)" != "$(readlink -f "$1")" ] || return 0
  done
  rm -f "$1/postmaster.pid"
}

postgres_ready() { # data
  local tick
  for ((tick = 0; tick < 600; tick++)); do
    [ "$(sed -n 8p "$1/postmaster.pid" 2>/dev/null | tr -d ' ')" != ready ] || return 0
    start_time "$STARTED" >/dev/null || return 1
    sleep 0.1
  done
  return 1
}

# Role, database and extensions. Harmless when all is there.
init_database() {
  TWINMCP_DB_PASSWORD=$(secret) as_admin psql -d postgres -f - <"$ROOT/init-db.sql" >"$LOG_DIR/init-db.log" 2>&1 && return
  tail -n 15 "$LOG_DIR/init-db.log" >&2
  fail "init-db.sql failed. Its output is in $LOG_DIR/init-db.log"
}

postgres_stop() {
  local pid
  pid=$(postgres_alive) || { rm -f "$RUN_DIR/postgres.pid"; return 0; }
  kill -INT "$pid" 2>/dev/null || true   # fast: open transactions are rolled back
  if ! wait_until_gone "$pid" 30; then
    warn "PostgreSQL did not stop within 30 seconds; ending it. It recovers at the next start."
    kill -QUIT "$pid" 2>/dev/null || true
    wait_until_gone "$pid" 10 || true
  fi
  rm -f "$RUN_DIR/postgres.pid"
}

remove_postgres() { # dir
  local pid
  { read -r pid <"$1/data/postmaster.pid"; } 2>/dev/null || pid=""
  if [ -n "$pid" ] && [ "$(readlink "/proc/$pid/cwd" 2>/dev/null)" = "$1/data" ]; then
    kill -INT "$pid" && wait_until_gone "$pid" 30
  fi
  rm -rf "${1:?}"
  rmdir "$(dirname "$1")" 2>/dev/null || true   # /var/lib/twinmcp, when nobody else is in it
}
