ALTER TABLE "submission" ADD COLUMN "holders" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "submission" DROP COLUMN "deaths";