#!/usr/bin/env bash
# Puts whole applications under load, one filter each, and writes docs/benchmarks/whole-application.md.
# Takes about eight minutes and listens on the loopback interface only.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v wrk >/dev/null; then
  echo "wrk is missing. On Debian and its kin: apt-get install wrk" >&2
  exit 1
fi

mvn --batch-mode --quiet -Pbenchmarks -pl cors-benchmarks -am verify -Dbenchmarks=application
