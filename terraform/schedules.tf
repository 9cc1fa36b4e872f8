resource "google_cloud_scheduler_job" "this" {
  for_each   = local.schedules
  name       = replace(each.key, ".", "-")
  region     = var.region
  schedule   = each.value.cron
  time_zone  = var.tz_business
  paused     = var.schedules_paused
  depends_on = [google_project_service.this]

  pubsub_target {
    topic_name = google_pubsub_topic.this[each.value.topic].id
    data       = base64encode(jsonencode(try(each.value.message, {})))
    attributes = { schedule = each.key }
  }

  retry_config {
    retry_count          = 5
    min_backoff_duration = "10s"
    max_backoff_duration = "300s"
  }
}

# Cloud Scheduler publishes as Google's own account for it; no other identity can be given to it.
resource "google_pubsub_topic_iam_member" "scheduler" {
  for_each = toset([for schedule in local.schedules : schedule.topic])
  topic    = google_pubsub_topic.this[each.key].name
  role     = "roles/pubsub.publisher"
  member   = google_project_service_identity.scheduler.member
}
