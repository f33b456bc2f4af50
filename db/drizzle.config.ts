/** `npx drizzle-kit generate --config db/drizzle.config.ts --name <what changes>` writes the next migration. */
import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './db/schema.ts',
  out: './db/migrations',
  casing: 'snake_case',
});
