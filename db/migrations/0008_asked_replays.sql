-- Kept for an hour, and made again when asked for: older rows do not say for whom.
DELETE FROM "case_replay";--> statement-breakpoint
ALTER TABLE "case_replay" ALTER COLUMN "outcome" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "case_replay" ADD COLUMN "user_id" text NOT NULL;--> statement-breakpoint
ALTER TABLE "case_replay" ADD COLUMN "priority" integer NOT NULL;--> statement-breakpoint
ALTER TABLE "case_replay" ADD CONSTRAINT "case_replay_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "case_replay_user_id_created_at_index" ON "case_replay" USING btree ("user_id","created_at");--> statement-breakpoint
CREATE INDEX "rate_limit_last_request_index" ON "rate_limit" USING btree ("last_request");