# New objects that start a function: Cloud Storage announces them on a topic (trigger.objects in deploy.json).

data "google_storage_project_service_account" "this" {
  count      = length(local.object_events) > 0 ? 1 : 0
  depends_on = [google_project_service.this]
}

resource "google_pubsub_topic_iam_member" "object_events" {
  for_each = toset([for event in local.object_events : event.topic])
  topic    = google_pubsub_topic.this[each.key].name
  role     = "roles/pubsub.publisher"
  member   = data.google_storage_project_service_account.this[0].member
}

resource "google_storage_notification" "this" {
  for_each           = local.object_events
  bucket             = google_storage_bucket.this[each.value.bucket].name
  object_name_prefix = each.value.prefix
  topic              = google_pubsub_topic.this[each.value.topic].id
  payload_format     = "JSON_API_V1"
  event_types        = ["OBJECT_FINALIZE"]
  # Cloud Storage refuses a notification whose topic it may not publish on.
  depends_on = [google_pubsub_topic_iam_member.object_events]
}
