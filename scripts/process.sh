# Processes twin starts, known by more than a number: a pid file holds pid, start time and boot id,
# so that a number given to somebody else after a crash or a reboot is never taken for ours.
# shellcheck shell=bash

CHILD=""

# Start time in clock ticks; nothing for a process that is gone or only waits to be buried.
start_time() {
  local line fields
  # read, not $(<file): bash 5.2 ends the whole script when the latter fails inside an EXIT trap.
  { read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
  read -ra fields <<<"${line##*) }"   # the name before it may hold spaces and brackets
  [ "${fields[0]}" != Z ] && [ "${fields[0]}" != X ] && echo "${fields[19]}"
}

write_identity() { # name pid
  printf '%s %s %s\n' "$2" "$(start_time "$2")" "$(</proc/sys/kernel/random/boot_id)" >"$RUN_DIR/$1.pid"
}

# Prints the pid when the process of that name still is the one we started.
alive() {
  local pid ticks boot
  { read -r pid ticks boot <"$RUN_DIR/$1.pid"; } 2>/dev/null || return 1
  [ "$boot" = "$(</proc/sys/kernel/random/boot_id)" ] && [ "$(start_time "$pid")" = "$ticks" ] && echo "$pid"
}

# start_process name log command…: detached from the terminal, so that Ctrl-C reaches twin alone.
start_process() {
  local name=$1 log=$2
  shift 2
  (
    # A server that kept the lock's descriptor would keep the lock.
    [ -z "$LOCK_FD" ] || exec {LOCK_FD}>&-
    write_identity "$name" "$BASHPID"
    exec setsid "$@" >>"$log" 2>&1 </dev/null
  ) &
  STARTED=$!
}

wait_until_gone() { # pid seconds
  local tick
  for ((tick = 0; tick < $2 * 10; tick++)); do
    start_time "$1" >/dev/null || return 0
    sleep 0.1
  done
  return 1
}

# stop_process name signal seconds: asks, waits, then insists.
stop_process() {
  local pid
  if pid=$(alive "$1"); then
    kill "-$2" "$pid" 2>/dev/null || true
    if ! wait_until_gone "$pid" "$3"; then
      warn "$1 (pid $pid) did not stop within $3 seconds; ending it."
      kill -KILL "$pid" 2>/dev/null || true
      wait_until_gone "$pid" 5 || true
    fi
  fi
  rm -f "$RUN_DIR/$1.pid"
}

# Runs a long command so that a signal to twin is answered at once instead of after it.
patiently() {
  "$@" <&0 &
  CHILD=$!
  local code=0
  wait "$CHILD" || code=$?
  CHILD=""
  return "$code"
}

stop_tree() {
  local child
  for child in $(cat "/proc/$1"/task/*/children 2>/dev/null); do stop_tree "$child"; done
  kill -TERM "$1" 2>/dev/null || true
}

stop_child() {
  [ -z "$CHILD" ] || stop_tree "$CHILD"
  CHILD=""
}

# Redirected inside the child, not around patiently: a trap that runs meanwhile still speaks to the terminal.
into() {
  local log=$1
  shift
  "$@" >"$log" 2>&1 </dev/null
}

# quietly log what…: output goes to a log; only a failure shows its end.
quietly() {
  local log=$1 what=$2
  shift 2
  patiently into "$log" "$@" && return
  local code=$?
  tail -n 25 "$log" >&2
  warn "$what failed. The whole output is in $log"
  return "$code"
}
