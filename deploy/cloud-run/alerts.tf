locals {
  # The lines of this job and no others.
  lines = "resource.type=\"cloud_run_job\" AND resource.labels.job_name=\"${local.name}\""
}

resource "google_logging_metric" "finished" {
  name        = "${local.name}/finished"
  description = "Tasks that came to their end."
  filter      = "${local.lines} AND jsonPayload.message=\"company.finished\""

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
  }

  depends_on = [google_project_service.used]
}

resource "google_logging_metric" "managers_failed" {
  name        = "${local.name}/managers_failed"
  description = "Managers that could not have their turn."
  filter      = "${local.lines} AND jsonPayload.message=\"company.manager_failed\""

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
  }

  depends_on = [google_project_service.used]
}

resource "google_logging_metric" "wrote" {
  name            = "${local.name}/wrote"
  description     = "Documents that a task wrote."
  filter          = "${local.lines} AND jsonPayload.message=\"company.finished\""
  value_extractor = "EXTRACT(jsonPayload.wrote)"

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "DISTRIBUTION"
    unit        = "1"
  }

  bucket_options {
    exponential_buckets {
      num_finite_buckets = 16
      growth_factor      = 2
      scale              = 1
    }
  }

  depends_on = [google_project_service.used]
}

resource "google_monitoring_notification_channel" "email" {
  display_name = "oneonone"
  type         = "email"

  labels = {
    email_address = var.notify_email
  }

  depends_on = [google_project_service.used]
}

resource "google_monitoring_alert_policy" "managers_failed" {
  display_name          = "oneonone: managers could not have their turn"
  combiner              = "OR"
  notification_channels = [google_monitoring_notification_channel.email.id]

  conditions {
    display_name = "a manager failed"

    condition_threshold {
      filter          = "metric.type=\"logging.googleapis.com/user/${google_logging_metric.managers_failed.name}\" AND resource.type=\"cloud_run_job\""
      comparison      = "COMPARISON_GT"
      threshold_value = 0
      duration        = "0s"

      aggregations {
        alignment_period     = "3600s"
        per_series_aligner   = "ALIGN_SUM"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "The lines `company.manager_failed` of the job's log name each manager, what is wrong and what mends it. The others had their turn."
  }
}

resource "google_monitoring_alert_policy" "execution_failed" {
  display_name          = "oneonone: an execution failed"
  combiner              = "OR"
  notification_channels = [google_monitoring_notification_channel.email.id]

  conditions {
    display_name = "a failed execution"

    condition_threshold {
      filter          = "metric.type=\"run.googleapis.com/job/completed_execution_count\" AND resource.type=\"cloud_run_job\" AND resource.labels.job_name=\"${local.name}\" AND metric.labels.result=\"failed\""
      comparison      = "COMPARISON_GT"
      threshold_value = 0
      duration        = "0s"

      aggregations {
        alignment_period     = "3600s"
        per_series_aligner   = "ALIGN_SUM"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "Exit code 1: trouble that the next run mends by itself, or a task that ran out of time. 2: the configuration. 3: Google does not sign for the service account. The last line of the log says which."
  }
}

# No finished run in 26 hours: none in a window of 25, the longest that an alert may look back, for
# an hour. It needs one finished run to begin with.
resource "google_monitoring_alert_policy" "no_run" {
  display_name          = "oneonone: no finished run in 26 hours"
  combiner              = "OR"
  notification_channels = [google_monitoring_notification_channel.email.id]

  conditions {
    display_name = "nothing finished"

    condition_threshold {
      filter                  = "metric.type=\"logging.googleapis.com/user/${google_logging_metric.finished.name}\" AND resource.type=\"cloud_run_job\""
      comparison              = "COMPARISON_LT"
      threshold_value         = 1
      duration                = "3600s"
      evaluation_missing_data = "EVALUATION_MISSING_DATA_ACTIVE"

      aggregations {
        alignment_period     = "90000s"
        per_series_aligner   = "ALIGN_SUM"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "Is the schedule paused, does it fail (Cloud Scheduler shows its last attempt), or does each execution run out of time?"
  }
}
