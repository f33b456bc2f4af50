CREATE TABLE "account" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp (3) with time zone,
	"refresh_token_expires_at" timestamp (3) with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_event" (
	"sequence" bigserial PRIMARY KEY NOT NULL,
	"actor_id" text NOT NULL,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"details" jsonb NOT NULL,
	"at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "course" (
	"id" text PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"title" text NOT NULL,
	CONSTRAINT "course_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "deployment_secret" (
	"id" serial PRIMARY KEY NOT NULL,
	"value" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "draft" (
	"user_id" text NOT NULL,
	"exercise" text NOT NULL,
	"source" text NOT NULL,
	"revision" integer NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "draft_user_id_exercise_pk" PRIMARY KEY("user_id","exercise"),
	CONSTRAINT "draft_source_size" CHECK (octet_length("draft"."source") <= 262144)
);
--> statement-breakpoint
CREATE TABLE "enrolment" (
	"course_id" text NOT NULL,
	"user_id" text NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "enrolment_course_id_user_id_pk" PRIMARY KEY("course_id","user_id"),
	CONSTRAINT "enrolment_role" CHECK ("enrolment"."role" in ('student', 'assistant', 'instructor'))
);
--> statement-breakpoint
CREATE TABLE "exercise_version" (
	"exercise" text NOT NULL,
	"version" text NOT NULL,
	"max_score" double precision NOT NULL,
	"first_seen_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "exercise_version_exercise_version_pk" PRIMARY KEY("exercise","version")
);
--> statement-breakpoint
CREATE TABLE "grading" (
	"id" text PRIMARY KEY NOT NULL,
	"submission_id" text NOT NULL,
	"exercise" text NOT NULL,
	"version" text NOT NULL,
	"grader_version" text NOT NULL,
	"status" text NOT NULL,
	"score" double precision NOT NULL,
	"max_score" double precision NOT NULL,
	"metric" double precision,
	"verdict" json NOT NULL,
	"counts" boolean NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "grading_score" CHECK ("grading"."score" between 0 and "grading"."max_score")
);
--> statement-breakpoint
CREATE TABLE "leaderboard_entry" (
	"exercise" text NOT NULL,
	"version" text NOT NULL,
	"user_id" text NOT NULL,
	"metric" double precision NOT NULL,
	"submission_id" text NOT NULL,
	"submitted_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "leaderboard_entry_exercise_version_user_id_pk" PRIMARY KEY("exercise","version","user_id")
);
--> statement-breakpoint
CREATE TABLE "question_attempt" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"question" text NOT NULL,
	"seed" bigint NOT NULL,
	"started_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"responses" json,
	"points" double precision,
	"max_points" double precision,
	CONSTRAINT "question_attempt_answered_whole" CHECK (num_nulls("question_attempt"."answered_at", "question_attempt"."responses", "question_attempt"."points", "question_attempt"."max_points") in (0, 4)),
	CONSTRAINT "question_attempt_points" CHECK ("question_attempt"."points" between 0 and "question_attempt"."max_points")
);
--> statement-breakpoint
CREATE TABLE "rate_limit" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"count" integer NOT NULL,
	"last_request" bigint NOT NULL,
	CONSTRAINT "rate_limit_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "rule_result" (
	"grading_id" text NOT NULL,
	"rule" text NOT NULL,
	"passed" boolean NOT NULL,
	"points" double precision NOT NULL,
	"max_points" double precision NOT NULL,
	CONSTRAINT "rule_result_grading_id_rule_pk" PRIMARY KEY("grading_id","rule")
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"token" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"user_id" text NOT NULL,
	CONSTRAINT "session_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "submission" (
	"id" text PRIMARY KEY NOT NULL,
	"sequence" bigserial NOT NULL,
	"user_id" text NOT NULL,
	"exercise" text NOT NULL,
	"version" text NOT NULL,
	"source" text NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"progress" jsonb,
	"worker_id" text,
	"failures" integer DEFAULT 0 NOT NULL,
	"started_at" timestamp (3) with time zone,
	"graded_at" timestamp (3) with time zone,
	"score" double precision,
	"max_score" double precision,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "submission_sequence_unique" UNIQUE("sequence"),
	CONSTRAINT "submission_state" CHECK ("submission"."state" in ('queued', 'running', 'graded', 'rejected', 'limit', 'not graded', 'superseded')),
	CONSTRAINT "submission_source_size" CHECK (octet_length("submission"."source") <= 262144),
	CONSTRAINT "submission_score" CHECK (("submission"."score" is null) = ("submission"."max_score" is null) and ("submission"."score" is null or "submission"."score" between 0 and "submission"."max_score"))
);
--> statement-breakpoint
CREATE TABLE "user" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"pseudonym" text NOT NULL,
	"show_name" boolean DEFAULT false NOT NULL,
	CONSTRAINT "user_email_unique" UNIQUE("email"),
	CONSTRAINT "user_pseudonym_unique" UNIQUE("pseudonym")
);
--> statement-breakpoint
CREATE TABLE "verification" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "worker_heartbeat" (
	"worker_id" text PRIMARY KEY NOT NULL,
	"host" text NOT NULL,
	"process_id" integer NOT NULL,
	"lock_names" text[] NOT NULL,
	"started_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"beat_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_actor_id_user_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft" ADD CONSTRAINT "draft_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_course_id_course_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."course"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grading" ADD CONSTRAINT "grading_submission_id_submission_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."submission"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grading" ADD CONSTRAINT "grading_exercise_version_exercise_version_exercise_version_fk" FOREIGN KEY ("exercise","version") REFERENCES "public"."exercise_version"("exercise","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leaderboard_entry" ADD CONSTRAINT "leaderboard_entry_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leaderboard_entry" ADD CONSTRAINT "leaderboard_entry_submission_id_submission_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."submission"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question_attempt" ADD CONSTRAINT "question_attempt_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rule_result" ADD CONSTRAINT "rule_result_grading_id_grading_id_fk" FOREIGN KEY ("grading_id") REFERENCES "public"."grading"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submission" ADD CONSTRAINT "submission_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_user_id_index" ON "account" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "audit_event_subject_index" ON "audit_event" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "audit_event_actor_id_index" ON "audit_event" USING btree ("actor_id");--> statement-breakpoint
CREATE INDEX "enrolment_user_id_index" ON "enrolment" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "grading_once" ON "grading" USING btree ("submission_id","version","grader_version") WHERE "grading"."status" <> 'not graded';--> statement-breakpoint
CREATE UNIQUE INDEX "grading_counts_once" ON "grading" USING btree ("submission_id") WHERE "grading"."counts";--> statement-breakpoint
CREATE INDEX "leaderboard_entry_exercise_version_metric_submitted_at_index" ON "leaderboard_entry" USING btree ("exercise","version","metric","submitted_at");--> statement-breakpoint
CREATE INDEX "question_attempt_user_id_question_started_at_index" ON "question_attempt" USING btree ("user_id","question","started_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "session_user_id_index" ON "session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "submission_user_id_exercise_sequence_index" ON "submission" USING btree ("user_id","exercise","sequence" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "submission_exercise_sequence_index" ON "submission" USING btree ("exercise","sequence" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "submission_waiting" ON "submission" USING btree ("sequence") WHERE "submission"."state" in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "verification_identifier_index" ON "verification" USING btree ("identifier");