# The private Redis: cache (0) and sessions (1), nothing on disk.
# shellcheck shell=bash

redis_start() {
  alive redis >/dev/null && return
  local try
  mkdir -p "$TWIN_HOME/redis"
  for try in 1 2 3; do
    choose_port redis >/dev/null
    start_process redis "$LOG_DIR/redis.log" redis-server --bind 127.0.0.1 --port "$(<"$TWIN_HOME/redis.port")" \
      --dir "$TWIN_HOME/redis" --save "" --appendonly no --databases 16 --daemonize no --always-show-logo no
    redis_ready && return
    sleep "$try"
  done
  tail -n 15 "$LOG_DIR/redis.log" >&2
  fail "Redis did not start. Its log is $LOG_DIR/redis.log"
}

redis_ready() {
  local tick
  for ((tick = 0; tick < 100; tick++)); do
    [[ $(redis_say PING) != *PONG* ]] || return 0
    start_time "$STARTED" >/dev/null || return 1
    sleep 0.1
  done
  return 1
}

# Speaks to the private Redis without redis-cli; prints its first answer.
redis_say() {
  timeout 2 bash -c '
    exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
    shift
    for line in "$@" QUIT; do printf "%s\r\n" "$line"; done >&3
    cat <&3' redis "$(<"$TWIN_HOME/redis.port")" "$@" 2>/dev/null || true
}

# What is cached belongs to a database that is gone.
redis_flush() {
  [ -n "$GIVEN_REDIS" ] || redis_say "SELECT 0" FLUSHDB "SELECT 1" FLUSHDB >/dev/null
}

redis_stop() { stop_process redis TERM 10; }
