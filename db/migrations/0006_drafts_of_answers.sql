ALTER TABLE "draft" RENAME COLUMN "exercise" TO "item";--> statement-breakpoint
ALTER TABLE "draft" DROP CONSTRAINT "draft_user_id_exercise_pk";--> statement-breakpoint
ALTER TABLE "draft" ADD CONSTRAINT "draft_user_id_item_pk" PRIMARY KEY("user_id","item");