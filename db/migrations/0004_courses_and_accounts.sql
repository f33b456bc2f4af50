CREATE TABLE "best_score" (
	"user_id" text NOT NULL,
	"kind" text NOT NULL,
	"item" text NOT NULL,
	"points" double precision NOT NULL,
	"max_points" double precision NOT NULL,
	"times" integer NOT NULL,
	CONSTRAINT "best_score_user_id_kind_item_pk" PRIMARY KEY("user_id","kind","item"),
	CONSTRAINT "best_score_kind" CHECK ("best_score"."kind" in ('exercise', 'question'))
);
--> statement-breakpoint
CREATE TABLE "site_role" (
	"user_id" text PRIMARY KEY NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "site_role_role" CHECK ("site_role"."role" in ('administrator', 'instructor'))
);
--> statement-breakpoint
ALTER TABLE "course" ADD COLUMN "term" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "course" ADD COLUMN "join_code" text;--> statement-breakpoint
ALTER TABLE "course" ADD COLUMN "created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL;--> statement-breakpoint
ALTER TABLE "user" ADD COLUMN "deleted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "best_score" ADD CONSTRAINT "best_score_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site_role" ADD CONSTRAINT "site_role_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "submission_user_id_sequence_index" ON "submission" USING btree ("user_id","sequence" DESC NULLS LAST);--> statement-breakpoint
ALTER TABLE "course" ADD CONSTRAINT "course_joinCode_unique" UNIQUE("join_code");--> statement-breakpoint
INSERT INTO "best_score"
SELECT "user_id", 'exercise', "exercise", max("score"), (array_agg("max_score" ORDER BY "score" DESC, "sequence"))[1], count(*)
FROM "submission" WHERE "score" IS NOT NULL GROUP BY "user_id", "exercise";--> statement-breakpoint
INSERT INTO "best_score"
SELECT "user_id", 'question', "question", max("points"), (array_agg("max_points" ORDER BY "points" DESC, "answered_at"))[1], count(*)
FROM "question_attempt" WHERE "answered_at" IS NOT NULL GROUP BY "user_id", "question";
