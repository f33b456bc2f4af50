CREATE TABLE "author_token" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"hash" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	CONSTRAINT "author_token_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "package" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"home" text NOT NULL,
	"origin" text,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"draft_revision" integer DEFAULT 0 NOT NULL,
	"published_version" text,
	"published_entry" json,
	"published_variants" json,
	"published_at" timestamp (3) with time zone,
	CONSTRAINT "package_kind" CHECK ("package"."kind" in ('exercise', 'question')),
	CONSTRAINT "package_published_whole" CHECK (num_nulls("package"."published_version", "package"."published_entry", "package"."published_at") in (0, 3))
);
--> statement-breakpoint
CREATE TABLE "package_comment" (
	"id" text PRIMARY KEY NOT NULL,
	"package_id" text NOT NULL,
	"user_id" text NOT NULL,
	"path" text,
	"line" integer,
	"text" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"resolved_at" timestamp (3) with time zone,
	CONSTRAINT "package_comment_size" CHECK (octet_length("package_comment"."text") <= 10000),
	CONSTRAINT "package_comment_place" CHECK ("package_comment"."line" is null or "package_comment"."path" is not null)
);
--> statement-breakpoint
CREATE TABLE "package_draft_file" (
	"package_id" text NOT NULL,
	"path" text NOT NULL,
	"text" text NOT NULL,
	"revision" integer NOT NULL,
	"user_id" text NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "package_draft_file_package_id_path_pk" PRIMARY KEY("package_id","path"),
	CONSTRAINT "package_draft_file_size" CHECK (octet_length("package_draft_file"."text") <= 262144)
);
--> statement-breakpoint
CREATE TABLE "package_editor" (
	"package_id" text NOT NULL,
	"user_id" text NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "package_editor_package_id_user_id_pk" PRIMARY KEY("package_id","user_id"),
	CONSTRAINT "package_editor_role" CHECK ("package_editor"."role" in ('owner', 'editor'))
);
--> statement-breakpoint
CREATE TABLE "package_file" (
	"hash" text PRIMARY KEY NOT NULL,
	"text" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "package_run" (
	"id" text PRIMARY KEY NOT NULL,
	"package_id" text NOT NULL,
	"version" text NOT NULL,
	"user_id" text NOT NULL,
	"kind" text NOT NULL,
	"order" json NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"progress" jsonb,
	"outcome" json,
	"holds" boolean,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "package_run_kind" CHECK ("package_run"."kind" in ('check', 'trial')),
	CONSTRAINT "package_run_state" CHECK ("package_run"."state" in ('queued', 'running', 'done', 'failed', 'superseded'))
);
--> statement-breakpoint
CREATE TABLE "package_share" (
	"package_id" text NOT NULL,
	"course_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "package_share_package_id_course_id_pk" PRIMARY KEY("package_id","course_id")
);
--> statement-breakpoint
CREATE TABLE "package_version" (
	"package_id" text NOT NULL,
	"version" text NOT NULL,
	"sequence" bigserial NOT NULL,
	"files" json NOT NULL,
	"reason" text NOT NULL,
	"user_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "package_version_package_id_version_pk" PRIMARY KEY("package_id","version"),
	CONSTRAINT "package_version_sequence_unique" UNIQUE("sequence")
);
--> statement-breakpoint
CREATE TABLE "publication" (
	"package_id" text NOT NULL,
	"course_id" text,
	"user_id" text NOT NULL,
	"published_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"withdrawn_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "author_token" ADD CONSTRAINT "author_token_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "package_comment" ADD CONSTRAINT "package_comment_package_id_package_id_fk" FOREIGN KEY ("package_id") REFERENCES "public"."package"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "package_comment" ADD CONSTRAINT "package_comment_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "package_draft_file" ADD CONSTRAINT "package_draft_file_package_id_package_id_fk" FOREIGN KEY ("package_id") REFERENCES "public"."package"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "package_draft_file" ADD CONSTRAINT "package_draft_file_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "package_editor" ADD CONSTRAINT "package_editor_package_id_package_id_fk" FOREIGN KEY ("package_id") REFERENCES "public"."package"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "package_editor" ADD CONSTRAINT "package_editor_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "package_run" ADD CONSTRAINT "package_run_package_id_package_id_fk" FOREIGN KEY ("package_id") REFERENCES "public"."package"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "package_run" ADD CONSTRAINT "package_run_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "package_run" ADD CONSTRAINT "package_run_package_id_version_package_version_package_id_version_fk" FOREIGN KEY ("package_id","version") REFERENCES "public"."package_version"("package_id","version") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "package_share" ADD CONSTRAINT "package_share_package_id_package_id_fk" FOREIGN KEY ("package_id") REFERENCES "public"."package"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "package_share" ADD CONSTRAINT "package_share_course_id_course_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."course"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "package_version" ADD CONSTRAINT "package_version_package_id_package_id_fk" FOREIGN KEY ("package_id") REFERENCES "public"."package"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "package_version" ADD CONSTRAINT "package_version_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publication" ADD CONSTRAINT "publication_package_id_package_id_fk" FOREIGN KEY ("package_id") REFERENCES "public"."package"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publication" ADD CONSTRAINT "publication_course_id_course_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."course"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publication" ADD CONSTRAINT "publication_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "author_token_user_id_index" ON "author_token" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "package_comment_package_id_created_at_index" ON "package_comment" USING btree ("package_id","created_at");--> statement-breakpoint
CREATE INDEX "package_editor_user_id_index" ON "package_editor" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "package_run_package_id_created_at_index" ON "package_run" USING btree ("package_id","created_at");--> statement-breakpoint
CREATE INDEX "package_run_user_id_created_at_index" ON "package_run" USING btree ("user_id","created_at");--> statement-breakpoint
CREATE INDEX "package_share_course_id_index" ON "package_share" USING btree ("course_id");--> statement-breakpoint
CREATE UNIQUE INDEX "publication_once" ON "publication" USING btree ("package_id",coalesce("course_id", ''));--> statement-breakpoint
CREATE INDEX "publication_course_id_index" ON "publication" USING btree ("course_id");