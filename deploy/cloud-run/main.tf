locals {
  name = "oneonone"

  # What is mounted where: a volume holds one secret.
  files = {
    config   = { content = file(var.config_file), folder = "/etc/oneonone", name = "config.toml" }
    managers = { content = file(var.managers_file), folder = "/lists", name = "managers.txt" }
    opt-out  = { content = file(var.opt_out_file), folder = "/opt-out", name = "opt_out.txt" }
  }
}

resource "google_project_service" "used" {
  for_each = toset([
    "calendar-json.googleapis.com",
    "cloudscheduler.googleapis.com",
    "docs.googleapis.com",
    "drive.googleapis.com",
    "iam.googleapis.com",
    "iamcredentials.googleapis.com",
    "logging.googleapis.com",
    "monitoring.googleapis.com",
    "run.googleapis.com",
    "secretmanager.googleapis.com",
  ])

  service            = each.value
  disable_on_destroy = false
}

# Acts for the managers. It has no key: Google signs for it, on its own word.
resource "google_service_account" "job" {
  account_id   = local.name
  display_name = "oneonone: acts for the managers of the list"

  depends_on = [google_project_service.used]
}

resource "google_service_account_iam_member" "signs_for_itself" {
  service_account_id = google_service_account.job.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = google_service_account.job.member
}

# Starts the job and can do nothing else.
resource "google_service_account" "scheduler" {
  account_id   = "${local.name}-scheduler"
  display_name = "oneonone: starts the job"

  depends_on = [google_project_service.used]
}

resource "google_secret_manager_secret" "file" {
  for_each = local.files

  secret_id = "${local.name}-${each.key}"

  replication {
    user_managed {
      replicas {
        location = var.region
      }
    }
  }

  depends_on = [google_project_service.used]
}

resource "google_secret_manager_secret_version" "file" {
  for_each = local.files

  secret      = google_secret_manager_secret.file[each.key].id
  secret_data = each.value.content

  # The job has the new one before the old one goes: no execution finds none.
  lifecycle {
    create_before_destroy = true
  }
}

resource "google_secret_manager_secret_iam_member" "job_reads" {
  for_each = local.files

  secret_id = google_secret_manager_secret.file[each.key].id
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.job.member
}

resource "google_cloud_run_v2_job" "job" {
  name                = local.name
  location            = var.region
  deletion_protection = false

  template {
    task_count  = var.tasks
    parallelism = var.tasks

    template {
      service_account = google_service_account.job.email
      timeout         = "${var.timeout_seconds}s"

      # The next scheduled run mends what running again can mend.
      max_retries = 0

      containers {
        image = var.image
        args  = ["sync"]

        env {
          name  = "ONEONONE_CONFIG"
          value = "${local.files.config.folder}/${local.files.config.name}"
        }

        # Puts the lines of an execution together in Cloud Logging.
        env {
          name  = "GOOGLE_CLOUD_PROJECT"
          value = var.project
        }

        resources {
          limits = {
            cpu    = "1"
            memory = var.memory
          }
        }

        dynamic "volume_mounts" {
          for_each = local.files

          content {
            name       = volume_mounts.key
            mount_path = volume_mounts.value.folder
          }
        }
      }

      dynamic "volumes" {
        for_each = local.files

        content {
          name = volumes.key

          secret {
            secret       = google_secret_manager_secret.file[volumes.key].secret_id
            default_mode = 292 # 0444

            items {
              version = google_secret_manager_secret_version.file[volumes.key].version
              path    = volumes.value.name
            }
          }
        }
      }
    }
  }

  depends_on = [
    google_project_service.used,
    google_secret_manager_secret_iam_member.job_reads,
  ]
}

resource "google_cloud_run_v2_job_iam_member" "scheduler_starts" {
  name     = google_cloud_run_v2_job.job.name
  location = google_cloud_run_v2_job.job.location
  role     = "roles/run.invoker"
  member   = google_service_account.scheduler.member
}

resource "google_cloud_scheduler_job" "hourly" {
  name             = local.name
  region           = var.region
  schedule         = var.schedule
  time_zone        = var.time_zone
  paused           = var.paused
  attempt_deadline = "180s"

  retry_config {
    retry_count = 3
  }

  http_target {
    http_method = "POST"
    uri         = "https://run.googleapis.com/v2/${google_cloud_run_v2_job.job.id}:run"

    oauth_token {
      service_account_email = google_service_account.scheduler.email
    }
  }

  depends_on = [google_cloud_run_v2_job_iam_member.scheduler_starts]
}
