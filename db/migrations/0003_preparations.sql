CREATE TABLE "preparation" (
	"exercise" text NOT NULL,
	"version" text NOT NULL,
	"grader_version" text NOT NULL,
	"secret_digest" text NOT NULL,
	"attempts" json NOT NULL,
	"references" json NOT NULL,
	"prepared_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "preparation_grader_version_secret_digest_exercise_version_pk" PRIMARY KEY("grader_version","secret_digest","exercise","version")
);
