# What must be on the machine: found, else installed with apt where that is allowed, else asked for.
# shellcheck shell=bash

POLICY=/usr/sbin/policy-rc.d
DEBIAN_PACKAGES=(initdb=postgresql redis-server=redis-server chromium=chromium qpdf=qpdf pdftotext=poppler-utils)

need_dotnet() {
  have dotnet || PATH="$PATH:$HOME/.dotnet:/usr/share/dotnet:/usr/lib/dotnet"
  have dotnet || fail "The .NET 10 SDK is missing. Install it from https://dotnet.microsoft.com/download/dotnet/10.0, then run this again."
  (cd "$ROOT" && dotnet --version >/dev/null 2>&1) || fail "This dotnet has no SDK of version $(grep -o '"version": "[^"]*"' "$ROOT/global.json" | cut -d'"' -f4) or newer. Install it from https://dotnet.microsoft.com/download/dotnet/10.0."
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
}

# Leave no build servers behind: what twin starts, twin ends.
WITHOUT_BUILD_SERVERS=(env MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false)

major_version() { "$1" --version 2>/dev/null | grep -oE '[0-9]+' | head -n 1; }

# Prints the directory of PostgreSQL's binaries: of the version that wrote the data when there is data, else the newest.
find_postgres() {
  local wanted=${1:-} dir major best="" best_major=14
  for dir in "$(dirname "$(readlink -f "$(command -v initdb || echo /-/-)")")" /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /usr/local/pgsql/bin; do
    [ -x "$dir/initdb" ] && [ -x "$dir/postgres" ] || continue
    major=$(major_version "$dir/postgres")
    if [ -n "$wanted" ]; then
      [ "$major" != "$wanted" ] || { echo "$dir"; return; }
    elif [ "${major:-0}" -gt "$best_major" ]; then
      best=$dir best_major=$major
    fi
  done
  [ -n "$best" ] && echo "$best"
}

find_redis() { have redis-server && [ "$(redis-server --version | grep -oE 'v=[0-9]+' | cut -c3-)" -ge 7 ]; }

as_root() { if is_root; then "$@"; else sudo -n "$@"; fi; }

may_install() { have apt-get && { is_root || { have sudo && sudo -n true 2>/dev/null; }; }; }

# Debian starts a service it installs, on the standard port; ours are private, so that one stays quiet.
apt_install() {
  local held=no code=0
  may_install || return 1
  if [ ! -e "$POLICY" ]; then
    held=yes
    printf '#!/bin/sh\n# Written by twin while it installs packages; remove it if you find it here.\nexit 101\n' | as_root tee "$POLICY" >/dev/null
    as_root chmod 755 "$POLICY"
  fi
  step "Installing $* (apt)"
  patiently apt_commands "$@" || code=$?
  [ "$held" = no ] || as_root rm -f "$POLICY"
  return "$code"
}

apt_commands() {
  local log
  log=$(mktemp) || return
  as_root apt-get update -qq >"$log" 2>&1 || true   # an old list of packages may still do
  if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >>"$log" 2>&1 </dev/null; then
    tail -n 15 "$log" >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}

# The Debian packages that the given commands lack here.
missing_packages() {
  local pair command
  for command in "$@"; do
    case $command in
      initdb) find_postgres >/dev/null && continue ;;
      redis-server) find_redis && continue ;;
      *) have "$command" && continue ;;
    esac
    for pair in "${DEBIAN_PACKAGES[@]}"; do
      [ "${pair%%=*}" != "$command" ] || echo "${pair#*=}"
    done
  done
}

# Installs what the given commands need. Answers whether all is there afterwards; says what is not.
provide() {
  local missing
  mapfile -t missing < <(missing_packages "$@")
  [ ${#missing[@]} -gt 0 ] || return 0
  apt_install "${missing[@]}" || true
  mapfile -t missing < <(missing_packages "$@")
  [ ${#missing[@]} -gt 0 ] || return 0
  warn "Missing: ${missing[*]}. On Debian or Ubuntu: sudo apt-get install ${missing[*]}"
  warn "PostgreSQL must be 15 or newer, Redis 7 or newer."
  return 1
}
