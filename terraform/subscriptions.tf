# Pub/Sub pushes each message to its function. The subscriptions are ours, not made by Eventarc: only so can they have a
# dead-letter policy, a back-off and an acknowledgement time of their own (docs/adr/0009-our-own-push-subscriptions.md).

locals {
  # The functions framework reads the topic from the path of the push, and makes a CloudEvent of the message.
  push_path = { for topic in setunion(local.topics, toset(values(local.dead_topics))) : topic => "/projects/${var.project_id}/topics/${topic}" }
  topic_ids = merge(
    { for name, topic in google_pubsub_topic.this : name => topic.id },
    { for name, topic in google_pubsub_topic.dead : local.dead_topics[name] => topic.id },
  )

  # A push that finds every instance busy is refused (429), and counts as a try like any other.
  refused_pushes = 20
}

# Who pushes: it may call the functions that hear messages, and nothing else.
resource "google_service_account" "push" {
  account_id   = "pubsub-push"
  display_name = "Pub/Sub delivers messages as this"
  depends_on   = [google_project_service.this]
}

resource "google_service_account_iam_member" "push_token" {
  service_account_id = google_service_account.push.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = google_project_service_identity.pubsub.member
}

resource "google_cloud_run_v2_service_iam_member" "push" {
  for_each = local.listeners
  name     = google_cloudfunctions2_function.this[each.key].name
  location = var.region
  role     = "roles/run.invoker"
  member   = google_service_account.push.member
}

resource "google_pubsub_subscription" "push" {
  for_each = local.subscriptions
  name     = each.key
  topic    = local.topic_ids[each.value.topic]

  # Pub/Sub waits so long for the answer; the function is cut before, with time left for a cold start.
  ack_deadline_seconds       = min(600, local.functions[each.value.function].timeout_seconds + 60)
  message_retention_duration = "604800s" # 7 days

  expiration_policy {
    ttl = "" # never, however quiet the topic
  }

  push_config {
    push_endpoint = "${google_cloudfunctions2_function.this[each.value.function].service_config[0].uri}${local.push_path[each.value.topic]}"

    oidc_token {
      service_account_email = google_service_account.push.email
      audience              = google_cloudfunctions2_function.this[each.value.function].service_config[0].uri
    }
  }

  retry_policy {
    minimum_backoff = "${local.functions[each.value.function].min_backoff}s"
    maximum_backoff = "${local.functions[each.value.function].max_backoff}s"
  }

  dead_letter_policy {
    dead_letter_topic     = google_pubsub_topic.dead[each.value.function].id
    max_delivery_attempts = min(100, local.functions[each.value.function].attempts + local.refused_pushes)
  }

  depends_on = [
    google_cloud_run_v2_service_iam_member.push,
    google_service_account_iam_member.push_token,
    google_pubsub_topic_iam_member.dead,
  ]
}

# Pub/Sub acknowledges here what it moves to the dead-letter topic.
resource "google_pubsub_subscription_iam_member" "dead" {
  for_each     = local.subscriptions
  subscription = google_pubsub_subscription.push[each.key].name
  role         = "roles/pubsub.subscriber"
  member       = google_project_service_identity.pubsub.member
}

# The last net: dead letters that nobody hears, such as those of the function that keeps dead letters, wait here for a person.
resource "google_pubsub_subscription" "net" {
  for_each = { for name, it in local.listeners : name => it if it.keeps_dead || !local.dead_letters_are_kept }
  name     = "${local.dead_topics[each.key]}.net"
  topic    = google_pubsub_topic.dead[each.key].id

  ack_deadline_seconds       = 600
  message_retention_duration = "2678400s" # 31 days, the longest

  expiration_policy {
    ttl = ""
  }
}
