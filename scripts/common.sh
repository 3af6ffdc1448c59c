# Settings, messages, the state directory and its lock.
# shellcheck shell=bash

say() { printf '%s\n' "$*"; }
step() { printf '  %s\n' "$*"; }
warn() { printf 'twin: %s\n' "$*" >&2; }
fail() { printf 'twin: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }
is_root() { [ "$(id -u)" = 0 ]; }

TWIN_PORT=${TWIN_PORT:-5080}
[[ $TWIN_PORT =~ ^[1-9][0-9]{0,4}$ ]] && [ "$TWIN_PORT" -le 65535 ] \
  || fail "TWIN_PORT must be a port number from 1 to 65535, not '$TWIN_PORT'."
TWIN_HOME=$(realpath -m -- "${TWIN_HOME:-$ROOT/.twin}")
TWIN_URL="http://localhost:$TWIN_PORT"
RUN_DIR="$TWIN_HOME/run"   # pid files of what runs now
LOG_DIR="$TWIN_HOME/log"
LOCK_FD=""

# Two clones, or two homes of one clone, must not meet: names outside TWIN_HOME carry this.
home_id() { printf '%s' "$TWIN_HOME" | sha256sum | cut -c1-12; }

prepare_home() {
  # root's PostgreSQL runs as another user, who must be able to pass through, not to look.
  local mode=0700
  is_root && mode=0711
  [ -d "$TWIN_HOME" ] || (umask 022 && mkdir -p "$(dirname "$TWIN_HOME")" && mkdir -m "$mode" "$TWIN_HOME") \
    || fail "Cannot create $TWIN_HOME. Choose another place with TWIN_HOME=/some/dir."
  [ -w "$TWIN_HOME" ] || fail "$TWIN_HOME belongs to another user. Choose another place with TWIN_HOME=/some/dir."
  mkdir -p "$RUN_DIR" "$LOG_DIR"
}

# One twin at a time changes what runs in this TWIN_HOME.
take_lock() {
  prepare_home
  exec {LOCK_FD}>"$TWIN_HOME/lock"
  flock -n "$LOCK_FD" && return
  say "Another twin is at work in $TWIN_HOME; waiting for it."
  flock -w "${1:-300}" "$LOCK_FD" && return
  warn "It did not finish in time."
  return 1
}

release_lock() {
  [ -n "$LOCK_FD" ] || return 0
  flock -u "$LOCK_FD"
  exec {LOCK_FD}>&-
  LOCK_FD=""
}

random_secret() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }

# The generated password of this home: kept for the life of its database.
secret() {
  local file="$TWIN_HOME/secret"
  [ -s "$file" ] || (umask 077 && random_secret >"$file")
  cat "$file"
}

# Every port somebody listens on, IPv4 and IPv6, one number a line.
listening_ports() {
  awk '$4 == "0A" { n = split($2, part, ":"); print part[n] }' /proc/net/tcp /proc/net/tcp6 2>/dev/null \
    | sort -u | while read -r hex; do echo $((16#$hex)); done
}

port_taken() { listening_ports | grep -qx "$1"; }

# The port this server had last time when it is still free (a saved connection keeps working), else any free one
# below the range from which the kernel hands out ports by itself.
choose_port() {
  local kept="$TWIN_HOME/$1.port" port taken
  taken=$(listening_ports)
  if [ -s "$kept" ]; then
    port=$(<"$kept")
    grep -qx "$port" <<<"$taken" || { echo "$port"; return; }
  fi
  while port=$((20000 + RANDOM % 12000)); grep -qx "$port" <<<"$taken"; do :; done
  echo "$port" >"$kept"
  echo "$port"
}

confirm() {
  [ -t 0 ] || fail "$1 Nothing was changed. Add --yes to confirm."
  local answer
  read -r -p "$1 Type yes to go on: " answer
  [ "$answer" = yes ] || fail "Nothing was changed."
}

# HTTP GET without curl, which a fresh machine lacks. Prints the status, then the body.
http_get() {
  timeout 8 bash -c '
    exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
    printf "GET %s HTTP/1.0\r\nHost: localhost:%s\r\nAccept: application/json\r\n\r\n" "$2" "$1" >&3
    read -r _ status _ <&3 || exit 1
    while IFS= read -r header <&3 && [ "${header%$'"'\r'"'}" ]; do :; done
    printf "%s\n" "$status"
    cat <&3' http "$TWIN_PORT" "$1" 2>/dev/null
}

http_status() { http_get "$1" | head -n 1; }

# JSON as lines of path<TAB>value, so that no jq is needed.
json_lines() {
  awk '
    function plain(token,   out, c, i) {   # .NET writes quotes, + and & as \u00xx
      while (i = index(token, "\\")) {
        out = out substr(token, 1, i - 1); c = substr(token, i + 1, 1)
        if (c == "u" && substr(token, i + 2, 2) == "00") { out = out sprintf("%c", hex(substr(token, i + 4, 2))); token = substr(token, i + 6); continue }
        out = out (c == "n" || c == "t" || c == "r" ? " " : c == "u" ? "\\u" : c); token = substr(token, i + 2)
      }
      return out token
    }
    function hex(text,   i, n) { for (i = 1; i <= length(text); i++) n = n * 16 + index("0123456789abcdef", tolower(substr(text, i, 1))) - 1; return n }
    function emit(value,   i, path) {
      path = ""
      for (i = 1; i <= depth; i++) path = path (i > 1 ? "." : "") (kind[i] == "[" ? count[i] : key[i])
      print path "\t" value
    }
    { text = text $0 "\n" }
    END {
      while (length(text)) {
        if (match(text, /^[ \t\r\n,]+/)) { text = substr(text, RLENGTH + 1); continue }
        c = substr(text, 1, 1)
        if (c == "{" || c == "[") { depth++; kind[depth] = c; count[depth] = 0; named = 0; text = substr(text, 2); continue }
        if (c == "}" || c == "]") { depth--; text = substr(text, 2); if (kind[depth] == "[") count[depth]++; named = 0; continue }
        if (match(text, /^"([^"\\]|\\.)*"/)) { rest = substr(text, RLENGTH + 1); token = plain(substr(text, 2, RLENGTH - 2)); text = rest }
        else { match(text, /^[^,}\] \t\r\n]+/); token = substr(text, 1, RLENGTH); text = substr(text, RLENGTH + 1) }
        if (kind[depth] == "{" && !named && match(text, /^[ \t\r\n]*:/)) { key[depth] = token; named = 1; text = substr(text, RLENGTH + 1); continue }
        emit(token); named = 0
        if (kind[depth] == "[") count[depth]++
      }
    }'
}
