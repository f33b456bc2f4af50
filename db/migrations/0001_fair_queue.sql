CREATE TABLE "usage" (
	"user_id" text NOT NULL,
	"allowance" text NOT NULL,
	"since" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"used" integer NOT NULL,
	CONSTRAINT "usage_user_id_allowance_pk" PRIMARY KEY("user_id","allowance")
);
--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "deaths" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "priority" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "usage" ADD CONSTRAINT "usage_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;