resource "google_pubsub_topic" "this" {
  for_each   = local.topics
  name       = each.key
  depends_on = [google_project_service.this]

  message_storage_policy {
    allowed_persistence_regions = [var.region]
  }
}

# One for each function, also for one that only serves HTTP today: the rule is the same for all, and an idle topic is free.
resource "google_pubsub_topic" "dead" {
  for_each   = local.dead_topics
  name       = each.value
  depends_on = [google_project_service.this]

  message_storage_policy {
    allowed_persistence_regions = [var.region]
  }
}

# Pub/Sub itself moves a message there once its tries are used up.
resource "google_pubsub_topic_iam_member" "dead" {
  for_each = local.dead_topics
  topic    = google_pubsub_topic.dead[each.key].name
  role     = "roles/pubsub.publisher"
  member   = google_project_service_identity.pubsub.member
}
