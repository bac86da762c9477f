#!/usr/bin/env bash
# The same as the Terraform beside it, as calls of gcloud. Twice is once: what is there is updated.
#
#   PROJECT=acme-1on1 NOTIFY=it@acme.example IMAGE=REGION-docker.pkg.dev/...@sha256:... \
#     deploy/cloud-run/deploy.sh config.toml managers.txt opt_out.txt
#
# DRY_RUN=1 prints the calls and does nothing.
set -euo pipefail

: "${PROJECT:?the Google Cloud project}" "${IMAGE:?the container image, by digest}"
: "${NOTIFY:?the mail address that alerts go to}"
REGION="${REGION:-europe-west1}"
SCHEDULE="${SCHEDULE:-7 6-18 * * *}"
TIME_ZONE="${TIME_ZONE:-Etc/UTC}"
TASKS="${TASKS:-1}"
TIMEOUT="${TIMEOUT:-3600s}"
MEMORY="${MEMORY:-1Gi}"
CONFIG="${1:?config.toml}" MANAGERS="${2:?managers.txt}" OPT_OUT="${3:?opt_out.txt}"

NAME=oneonone
JOB="$NAME@$PROJECT.iam.gserviceaccount.com"
STARTER="$NAME-scheduler@$PROJECT.iam.gserviceaccount.com"

call() {
  if [ -n "${DRY_RUN:-}" ]; then
    printf '%q ' gcloud --project "$PROJECT" "$@"
    printf '\n'
  else
    gcloud --quiet --project "$PROJECT" "$@"
  fi
}

# Whether something is there; in a dry run nothing is.
there() {
  [ -z "${DRY_RUN:-}" ] && gcloud --quiet --project "$PROJECT" "$@" >/dev/null 2>&1
}

call services enable calendar-json.googleapis.com cloudscheduler.googleapis.com \
  docs.googleapis.com drive.googleapis.com iam.googleapis.com iamcredentials.googleapis.com \
  logging.googleapis.com monitoring.googleapis.com run.googleapis.com secretmanager.googleapis.com

# The account that acts for the managers has no key: it signs for itself, through Google.
for account in "$NAME" "$NAME-scheduler"; do
  there iam service-accounts describe "$account@$PROJECT.iam.gserviceaccount.com" ||
    call iam service-accounts create "$account" --display-name="oneonone"
done
call iam service-accounts add-iam-policy-binding "$JOB" \
  --member="serviceAccount:$JOB" --role=roles/iam.serviceAccountTokenCreator

secret() { # name file
  there secrets describe "$NAME-$1" ||
    call secrets create "$NAME-$1" --replication-policy=user-managed --locations="$REGION"
  call secrets versions add "$NAME-$1" --data-file="$2"
  call secrets add-iam-policy-binding "$NAME-$1" \
    --member="serviceAccount:$JOB" --role=roles/secretmanager.secretAccessor
}
secret config "$CONFIG"
secret managers "$MANAGERS"
secret opt-out "$OPT_OUT"

call run jobs deploy "$NAME" --region="$REGION" --image="$IMAGE" --args=sync \
  --service-account="$JOB" --tasks="$TASKS" --parallelism="$TASKS" --max-retries=0 \
  --task-timeout="$TIMEOUT" --cpu=1 --memory="$MEMORY" \
  --set-env-vars="ONEONONE_CONFIG=/etc/oneonone/config.toml,GOOGLE_CLOUD_PROJECT=$PROJECT" \
  --set-secrets="/etc/oneonone/config.toml=$NAME-config:latest,/lists/managers.txt=$NAME-managers:latest,/opt-out/opt_out.txt=$NAME-opt-out:latest"
call run jobs add-iam-policy-binding "$NAME" --region="$REGION" \
  --member="serviceAccount:$STARTER" --role=roles/run.invoker

verb=create
there scheduler jobs describe "$NAME" --location="$REGION" && verb=update
call scheduler jobs "$verb" http "$NAME" --location="$REGION" --schedule="$SCHEDULE" \
  --time-zone="$TIME_ZONE" --http-method=POST --attempt-deadline=180s --max-retry-attempts=3 \
  --uri="https://run.googleapis.com/v2/projects/$PROJECT/locations/$REGION/jobs/$NAME:run" \
  --oauth-service-account-email="$STARTER"

lines="resource.type=\"cloud_run_job\" AND resource.labels.job_name=\"$NAME\""
metric() { # name message description
  verb=create
  there logging metrics describe "$NAME/$1" && verb=update
  call logging metrics "$verb" "$NAME/$1" --description="$3" \
    --log-filter="$lines AND jsonPayload.message=\"$2\""
}
metric finished company.finished "Tasks that came to their end."
metric managers_failed company.manager_failed "Managers that could not have their turn."

channel=""
if [ -z "${DRY_RUN:-}" ]; then
  channel="$(gcloud --quiet --project "$PROJECT" beta monitoring channels list \
    --filter="displayName=oneonone" --format='value(name)' --limit=1)"
fi
if [ -z "$channel" ]; then
  call beta monitoring channels create --display-name=oneonone --type=email \
    --channel-labels="email_address=$NOTIFY"
  channel="the-new-channel"
  if [ -z "${DRY_RUN:-}" ]; then
    channel="$(gcloud --quiet --project "$PROJECT" beta monitoring channels list \
      --filter="displayName=oneonone" --format='value(name)' --limit=1)"
  fi
fi

policy() { # name filter comparison threshold duration period missing
  if there monitoring policies list --filter="displayName='oneonone: $1'" --format='value(name)' &&
    [ -n "$(gcloud --quiet --project "$PROJECT" monitoring policies list \
      --filter="displayName='oneonone: $1'" --format='value(name)')" ]; then
    return # an alert that people may have changed stays as it is
  fi
  file="$(mktemp)"
  cat >"$file" <<JSON
{"displayName": "oneonone: $1", "combiner": "OR", "notificationChannels": ["$channel"],
 "conditions": [{"displayName": "$1", "conditionThreshold": {
  "filter": "$2", "comparison": "$3", "thresholdValue": $4, "duration": "$5"$7,
  "aggregations": [{"alignmentPeriod": "$6", "perSeriesAligner": "ALIGN_SUM",
   "crossSeriesReducer": "REDUCE_SUM"}]}}]}
JSON
  call monitoring policies create --policy-from-file="$file"
  rm -f "$file"
}
user='metric.type=\"logging.googleapis.com/user/'"$NAME"
kind='resource.type=\"cloud_run_job\"'
policy "managers could not have their turn" "$user/managers_failed\\\" AND $kind" \
  COMPARISON_GT 0 0s 3600s ""
policy "an execution failed" \
  "metric.type=\\\"run.googleapis.com/job/completed_execution_count\\\" AND $kind AND resource.labels.job_name=\\\"$NAME\\\" AND metric.labels.result=\\\"failed\\\"" \
  COMPARISON_GT 0 0s 3600s ""
# None in a window of 25 hours, the longest an alert may look back, for one more.
policy "no finished run in 26 hours" "$user/finished\\\" AND $kind" \
  COMPARISON_LT 1 3600s 90000s ', "evaluationMissingData": "EVALUATION_MISSING_DATA_ACTIVE"'

if [ -z "${DRY_RUN:-}" ]; then
  id="$(gcloud --quiet --project "$PROJECT" iam service-accounts describe "$JOB" --format='value(uniqueId)')"
  printf 'An administrator of the domain allows this client: %s\n' "$id"
fi
printf 'with these scopes: %s\n' \
  "https://www.googleapis.com/auth/calendar.events,https://www.googleapis.com/auth/drive.file"
