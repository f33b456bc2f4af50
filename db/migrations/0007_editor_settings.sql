CREATE TABLE "editor_setting" (
	"user_id" text PRIMARY KEY NOT NULL,
	"font_pixels" integer NOT NULL,
	"tab_columns" integer NOT NULL,
	"key_bindings" text NOT NULL,
	"has_minimap" boolean NOT NULL,
	CONSTRAINT "editor_setting_font" CHECK ("editor_setting"."font_pixels" between 8 and 40),
	CONSTRAINT "editor_setting_tab" CHECK ("editor_setting"."tab_columns" between 1 and 8),
	CONSTRAINT "editor_setting_keys" CHECK ("editor_setting"."key_bindings" in ('default', 'vim'))
);
--> statement-breakpoint
ALTER TABLE "editor_setting" ADD CONSTRAINT "editor_setting_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;