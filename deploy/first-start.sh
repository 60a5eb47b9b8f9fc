#!/bin/sh
# Makes the two roles and the database of Linebook, as the administrator of a new PostgreSQL (docs/operations.md). The
# application's role can neither change the schema nor rewrite history. Needs LINEBOOK_OWNER_PASSWORD and LINEBOOK_PASSWORD.
set -eu
psql --quiet --set=ON_ERROR_STOP=1 --username="${POSTGRES_USER:-postgres}" --dbname=postgres \
  --set=owner_password="$LINEBOOK_OWNER_PASSWORD" --set=password="$LINEBOOK_PASSWORD" <<'SQL'
CREATE ROLE linebook_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE linebook LOGIN PASSWORD :'password';
CREATE ROLE linebook_app NOLOGIN;
GRANT linebook_app TO linebook;
CREATE DATABASE linebook OWNER linebook_owner;
SQL
