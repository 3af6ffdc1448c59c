# PostgreSQL and Redis: given by hand, in Docker, or private local servers. Ends with both connection strings exported.
# shellcheck shell=bash

GIVEN_POSTGRES=${ConnectionStrings__Postgres:-}
GIVEN_REDIS=${ConnectionStrings__Redis:-}

# docker or local: decided once, because the data stays where it began. TWIN_ENGINE decides by hand.
engine() { cat "$TWIN_HOME/engine" 2>/dev/null; }

choose_engine() {
  local choice=${TWIN_ENGINE:-}
  [ -z "$(engine)" ] || return 0
  if [ -z "$choice" ]; then
    choice=local
    ! { docker_answers && docker_images; } || choice=docker
  fi
  [[ $choice =~ ^(docker|local)$ ]] || fail "TWIN_ENGINE is docker or local, not '$choice'."
  echo "$choice" >"$TWIN_HOME/engine"
}

start_servers() {
  if [ -z "$GIVEN_POSTGRES" ] || [ -z "$GIVEN_REDIS" ]; then
    choose_engine
    if uses_docker; then docker_start; else local_start; fi
  fi
  use_servers
}

local_start() {
  local needed=()
  [ -n "$GIVEN_POSTGRES" ] || needed+=(initdb)
  [ -n "$GIVEN_REDIS" ] || needed+=(redis-server)
  provide "${needed[@]}" || { rm -f "$TWIN_HOME/engine"; fail "Install them (or start Docker), then run this again."; }
  [ -n "$GIVEN_POSTGRES" ] || postgres_start
  [ -n "$GIVEN_REDIS" ] || redis_start
}

# Exports where the servers are, for the product and for psql.
use_servers() {
  local port
  if [ -z "$GIVEN_POSTGRES" ]; then
    port=$(<"$TWIN_HOME/postgres.port")
    ConnectionStrings__Postgres="Host=127.0.0.1;Port=$port;Database=twinmcp_dev;Username=twinmcp_user;Password=$(secret);Include Error Detail=true"
  fi
  [ -n "$GIVEN_REDIS" ] || ConnectionStrings__Redis="127.0.0.1:$(<"$TWIN_HOME/redis.port")"
  export ConnectionStrings__Postgres ConnectionStrings__Redis
}

servers_run() {
  [ -n "$GIVEN_POSTGRES" ] || postgres_alive >/dev/null || docker_alive postgres || return 1
  [ -n "$GIVEN_REDIS" ] || alive redis >/dev/null || docker_alive redis
}

# Stops only what this TWIN_HOME started; servers given by hand never were.
stop_servers() {
  redis_stop
  postgres_stop
  docker_stop
}
