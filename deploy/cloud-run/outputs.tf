output "client_id" {
  description = "What an administrator of the domain allows, with the scopes of `scopes`: Admin console, Security, API controls, Domain-wide delegation."
  value       = google_service_account.job.unique_id
}

output "scopes" {
  description = "The narrow scopes; with access = \"all-docs\" there are two more, see docs/company.md."
  value = join(",", [
    "https://www.googleapis.com/auth/calendar.events",
    "https://www.googleapis.com/auth/drive.file",
  ])
}

output "service_account" {
  description = "[company] service_account of config.toml."
  value       = google_service_account.job.email
}

output "run_now" {
  description = "Starts the job and waits for its end."
  value       = "gcloud run jobs execute ${google_cloud_run_v2_job.job.name} --project=${var.project} --region=${var.region} --wait"
}
