-- Role, database and extensions. Run by psql (15 or newer) as a superuser: by the postgres image's entrypoint at the
-- first start (docker-compose.yml mounts this file) and by ./twin at every start, so all of it may be repeated.
-- The role's password comes from the environment, never from this file.
\set ON_ERROR_STOP on
\getenv twinmcp_password TWINMCP_DB_PASSWORD
\if :{?twinmcp_password}
\else
  \warn 'TWINMCP_DB_PASSWORD is not set: the role twinmcp_user needs a password.'
  SELECT 1 / 0 AS stop;
\endif

SELECT 'CREATE ROLE twinmcp_user LOGIN'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'twinmcp_user') \gexec
-- The plain text stays out of the server's log.
SET log_min_duration_statement = -1;
SET log_min_error_statement = panic;
ALTER ROLE twinmcp_user LOGIN PASSWORD :'twinmcp_password';
RESET log_min_duration_statement;
RESET log_min_error_statement;

-- One collation everywhere, whatever the machine's language: what sorts and matches here does so in production.
SELECT 'CREATE DATABASE twinmcp_dev OWNER twinmcp_user TEMPLATE template0 ENCODING ''UTF8'' LC_COLLATE ''C.UTF-8'' LC_CTYPE ''C.UTF-8'''
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'twinmcp_dev') \gexec

\connect twinmcp_dev
CREATE EXTENSION IF NOT EXISTS "uuid-ossp";
CREATE EXTENSION IF NOT EXISTS pg_trgm;
