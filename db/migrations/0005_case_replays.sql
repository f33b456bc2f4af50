CREATE TABLE "case_replay" (
	"submission_id" text NOT NULL,
	"case_name" text NOT NULL,
	"outcome" json NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "case_replay_submission_id_case_name_pk" PRIMARY KEY("submission_id","case_name")
);
--> statement-breakpoint
ALTER TABLE "case_replay" ADD CONSTRAINT "case_replay_submission_id_submission_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."submission"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "case_replay_created_at_index" ON "case_replay" USING btree ("created_at");