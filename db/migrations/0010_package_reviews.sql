CREATE TABLE "package_review" (
	"package_id" text NOT NULL,
	"version" text NOT NULL,
	"question" text NOT NULL,
	"is_so" boolean NOT NULL,
	"note" text NOT NULL,
	"user_id" text NOT NULL,
	"answered_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "package_review_package_id_version_question_pk" PRIMARY KEY("package_id","version","question"),
	CONSTRAINT "package_review_size" CHECK (octet_length("package_review"."note") <= 2000)
);
--> statement-breakpoint
ALTER TABLE "package_review" ADD CONSTRAINT "package_review_package_id_package_id_fk" FOREIGN KEY ("package_id") REFERENCES "public"."package"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "package_review" ADD CONSTRAINT "package_review_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "package_review" ADD CONSTRAINT "package_review_package_id_version_package_version_package_id_version_fk" FOREIGN KEY ("package_id","version") REFERENCES "public"."package_version"("package_id","version") ON DELETE cascade ON UPDATE no action;