# PostgreSQL and Redis as containers of an existing Docker engine: named after this home, data in a volume of that name.
# shellcheck shell=bash

POSTGRES_IMAGE=postgres:15
REDIS_IMAGE=redis:7

container() { echo "twin-$(home_id)-$1"; }

docker_answers() { have docker && timeout 3 docker info >/dev/null 2>&1; }

# Offline, an engine without the images is of no use.
docker_images() {
  local image
  for image in "$POSTGRES_IMAGE" "$REDIS_IMAGE"; do
    docker image inspect "$image" >/dev/null 2>&1 && continue
    step "Pulling $image (docker)"
    patiently into /dev/null timeout 170 docker pull -q "$image" || return 1
  done
}

uses_docker() { [ "$(engine)" = docker ]; }

docker_alive() {
  uses_docker && [ "$(timeout 5 docker inspect -f '{{.State.Running}}' "$(container "$1")" 2>/dev/null)" = true ]
}

docker_start() {
  docker_answers || fail "The data of $TWIN_HOME lives in Docker, which does not answer. Start it, or start afresh with ./twin db reset --all."
  if [ -z "$GIVEN_POSTGRES" ] && ! docker_alive postgres; then
    step "Starting PostgreSQL (docker)"
    POSTGRES_PASSWORD=$(secret) docker_run postgres 5432 -v "$(container data):/var/lib/postgresql/data" --shm-size 256m -e POSTGRES_PASSWORD \
      -e POSTGRES_INITDB_ARGS="--locale=C.UTF-8 --encoding=UTF8 --data-checksums" "$POSTGRES_IMAGE" \
      -c shared_buffers=256MB -c autovacuum_vacuum_scale_factor=0.02 -c log_min_duration_statement=500 -c log_parameter_max_length=0 -c log_min_error_statement=error -c timezone=UTC
    docker_ready postgres pg_isready -q -h 127.0.0.1 -U postgres
    init_database
  fi
  if [ -z "$GIVEN_REDIS" ] && ! docker_alive redis; then
    step "Starting Redis (docker)"
    docker_run redis 6379 "$REDIS_IMAGE" redis-server --save "" --appendonly no
    docker_ready redis redis-cli ping
  fi
}

docker_run() { # name port options… image command…
  local name=$1 inside=$2
  shift 2
  docker rm -f "$(container "$name")" >/dev/null 2>&1 || true
  quietly "$LOG_DIR/docker.log" "Starting $name in Docker" docker run -d --rm --name "$(container "$name")" --label "twinmcp.home=$TWIN_HOME" \
    -p "127.0.0.1:$(choose_port "$name"):$inside" "$@" || exit 1
}

docker_ready() { # name command…
  local name=$1 tick
  shift
  for ((tick = 0; tick < 120; tick++)); do
    docker exec "$(container "$name")" "$@" >/dev/null 2>&1 && return
    sleep 0.5
  done
  docker logs --tail 15 "$(container "$name")" >&2 || true
  fail "$name did not become ready in Docker."
}

docker_stop() {
  local name
  uses_docker || return 0
  for name in redis postgres; do
    docker_alive "$name" && docker stop -t 30 "$(container "$name")" >/dev/null
  done
  return 0
}

docker_remove() {
  uses_docker || return 0
  docker_stop
  docker volume rm -f "$(container data)" >/dev/null 2>&1 || true
}
