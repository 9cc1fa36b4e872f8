# The functions of this repository as they would be deployed. Every provider is a mock: nothing is made, no account is needed.

mock_provider "google" {
  source = "./tests/mocks"
}

mock_provider "google-beta" {
  source = "./tests/mocks"
}

mock_provider "archive" {}

variables {
  project_id  = "terrain-test"
  environment = "test"
}

run "each_folder_is_deployed" {
  assert {
    condition = (
      toset(keys(google_cloudfunctions2_function.this)) == toset([for file in fileset("${path.module}/../functions", "*/deploy.json") : dirname(file)])
      && length(google_cloudfunctions2_function.this) >= 11
    )
    error_message = "Each folder of functions/ is one function."
  }

  assert {
    condition     = toset(keys(google_service_account.function)) == toset(keys(google_cloudfunctions2_function.this))
    error_message = "Each function has an account of its own."
  }

  assert {
    condition     = length(distinct([for it in google_cloudfunctions2_function.this : it.service_config[0].service_account_email])) == length(google_cloudfunctions2_function.this)
    error_message = "No two functions act as the same account."
  }

  assert {
    condition     = toset([for topic in google_pubsub_topic.dead : topic.name]) == toset([for name in keys(google_cloudfunctions2_function.this) : "dead-${name}"])
    error_message = "Each function has a dead-letter topic of its own."
  }

  assert {
    condition     = alltrue([for it in google_cloudfunctions2_function.this : it.build_config[0].runtime == "nodejs24" && it.build_config[0].service_account == google_service_account.builder.id])
    error_message = "Functions run on Node 24, and are built by the builder's own account."
  }
}

# What the first run made is known now.
run "messages_are_delivered_and_none_is_lost" {
  command = plan

  assert {
    condition = toset(keys(google_pubsub_subscription.push)) == toset(flatten([
      for name, it in local.listeners : [[for topic in it.hears : "${name}.${topic}"], name == "keep-rejected" ? [] : ["keep-rejected.dead-${name}"]]
    ]))
    error_message = "Each function has a subscription to each topic it hears, and keep-rejected one to each dead-letter topic."
  }

  assert {
    condition = alltrue([
      for it in google_pubsub_subscription.push :
      length(it.retry_policy) == 1 && length(it.dead_letter_policy) == 1 && it.expiration_policy[0].ttl == ""
    ])
    error_message = "Each subscription tries again, gives up into a dead-letter topic, and never expires."
  }

  assert {
    condition = alltrue([
      for key, it in google_pubsub_subscription.push :
      it.ack_deadline_seconds > local.functions[split(".", key)[0]].timeout_seconds && it.ack_deadline_seconds <= 600
    ])
    error_message = "Pub/Sub waits longer than the function may take."
  }

  assert {
    condition = alltrue([
      for key, it in google_pubsub_subscription.push :
      it.push_config[0].push_endpoint == "${google_cloudfunctions2_function.this[split(".", key)[0]].service_config[0].uri}/projects/terrain-test/topics/${split(".", key)[1]}"
    ])
    error_message = "The push's path tells the function which topic it comes from."
  }

  assert {
    condition     = alltrue([for it in google_pubsub_subscription.push : it.push_config[0].oidc_token[0].service_account_email == google_service_account.push.email])
    error_message = "Pub/Sub calls functions as its own account."
  }

  assert {
    condition     = toset(keys(google_pubsub_subscription_iam_member.dead)) == toset(keys(google_pubsub_subscription.push)) && toset(keys(google_pubsub_topic_iam_member.dead)) == toset(keys(google_pubsub_topic.dead))
    error_message = "Pub/Sub may move what it gives up: out of each subscription, into each dead-letter topic."
  }

  assert {
    condition     = keys(google_pubsub_subscription.net) == ["keep-rejected"] && google_pubsub_subscription.net["keep-rejected"].message_retention_duration == "2678400s"
    error_message = "What even keep-rejected gives up waits for a person."
  }
}

run "functions_are_closed_to_the_world" {
  command = plan

  assert {
    condition     = alltrue([for name, it in google_cloudfunctions2_function.this : it.service_config[0].ingress_settings == "ALLOW_INTERNAL_ONLY" if !local.functions[name].is_http])
    error_message = "Functions that hear messages are reached from inside only."
  }

  assert {
    condition     = toset(keys(google_cloud_run_v2_service_iam_member.public)) == toset([for name, it in local.functions : name if it.public_because != null])
    error_message = "Only functions whose deploy.json says why are open to everybody."
  }

  assert {
    condition     = alltrue([for bucket in concat(values(google_storage_bucket.this), [google_storage_bucket.sources]) : bucket.public_access_prevention == "enforced" && bucket.uniform_bucket_level_access])
    error_message = "No bucket can be public."
  }
}

run "each_function_may_do_what_it_must" {
  command = plan

  assert {
    condition     = { for key, it in google_storage_bucket_iam_member.function : key => it.role if startswith(key, "collect-photos.") } == { "collect-photos.photos" = "roles/storage.objectUser", "collect-photos.recipes" = "roles/storage.objectViewer" }
    error_message = "collect-photos writes photos, reads recipes, and touches no other bucket."
  }

  assert {
    condition     = [for key in keys(google_secret_manager_secret_iam_member.function) : key if startswith(key, "send-intervention.")] == ["send-intervention.INTERVENTIONS_API_TOKEN"]
    error_message = "send-intervention reads the token it sends, and no other secret."
  }

  assert {
    condition     = [for key, it in google_bigquery_dataset_iam_member.function : it.role if startswith(key, "close-run.")] == ["roles/bigquery.dataEditor"] && !contains(keys(google_project_iam_member.query), "send-intervention")
    error_message = "close-run writes its own dataset, and who has no dataset may not query."
  }

  assert {
    condition     = alltrue([for it in google_project_iam_member.documents : strcontains(it.condition[0].expression, "databases/terrain\"")])
    error_message = "Rights on documents end at Terrain's own database."
  }
}

run "schedules_follow_the_business_zone" {
  command = plan

  variables {
    tz_business      = "Africa/Dakar"
    schedules_paused = true
  }

  assert {
    condition     = google_cloud_scheduler_job.this["collect-interventions.interventions-of-the-day"].time_zone == "Africa/Dakar" && google_cloudfunctions2_function.this["collect-interventions"].service_config[0].environment_variables.TZ_BUSINESS == "Africa/Dakar"
    error_message = "Schedules and functions agree on the zone."
  }

  assert {
    condition     = base64decode(google_cloud_scheduler_job.this["collect-interventions.interventions-of-the-day"].pubsub_target[0].data) == "{}"
    error_message = "A schedule's message has data: the functions framework takes a message without any for something else."
  }

  assert {
    condition     = alltrue([for job in google_cloud_scheduler_job.this : job.paused]) && !contains(keys(google_monitoring_alert_policy.this), "no_run")
    error_message = "Paused schedules do not fire, and nobody waits for a run."
  }
}

run "settings_reach_those_who_ask_for_them" {
  command = plan

  variables {
    settings = { INTERVENTIONS_API_URL = "https://api.example.com/interventions", PORTAL_RECIPE = "object:recipes/portal.yaml" }
  }

  assert {
    condition     = google_cloudfunctions2_function.this["send-intervention"].service_config[0].environment_variables.INTERVENTIONS_API_URL == "https://api.example.com/interventions"
    error_message = "A function gets the settings that its deploy.json names."
  }

  assert {
    condition     = [for it in google_cloudfunctions2_function.this["send-intervention"].service_config[0].secret_environment_variables : "${it.key} ${it.secret} ${it.version}"] == ["INTERVENTIONS_API_TOKEN INTERVENTIONS_API_TOKEN latest"]
    error_message = "A secret is a reference."
  }

  assert {
    condition     = !contains(keys(google_cloudfunctions2_function.this["send-intervention"].service_config[0].environment_variables), "INTERVENTIONS_API_TOKEN")
    error_message = "A secret is no plain setting."
  }

  assert {
    condition     = !contains(keys(google_cloudfunctions2_function.this["rename-photos"].service_config[0].environment_variables), "INTERVENTIONS_API_URL")
    error_message = "A function does not get what it did not ask for."
  }

  assert {
    condition     = google_cloudfunctions2_function.this["close-run"].service_config[0].environment_variables.BUCKET_PREFIX == "terrain-test-" && google_storage_bucket.this["photos"].name == "terrain-test-photos"
    error_message = "The code and Terraform agree on the buckets' names."
  }
}

run "tables_and_indexes_are_the_code_s" {
  command = plan

  assert {
    condition     = google_bigquery_table.this["terrain.interventions"].time_partitioning[0].field == "date" && jsondecode(google_bigquery_table.this["terrain.interventions"].schema)[0].name == "reference"
    error_message = "The table of interventions is as the code defines it."
  }

  assert {
    condition     = length(google_firestore_index.this) == length(jsondecode(file("${path.module}/generated/indexes.json")))
    error_message = "Each declared index is made."
  }
}

run "somebody_is_told" {
  command = plan

  variables {
    alert_email = "field@example.com"
    budget      = { billing_account = "0123AB-456789-CDEF01", amount = 40 }
  }

  assert {
    condition     = google_monitoring_notification_channel.mail[0].labels.email_address == "field@example.com" && alltrue([for alert in google_monitoring_alert_policy.this : length(alert.notification_channels) == 1])
    error_message = "Every alert goes to the address."
  }

  assert {
    condition     = alltrue([for alert in ["dead_letters", "nobody_kept_it", "failed_run", "incomplete_run", "no_run", "stuck_message"] : contains(keys(google_monitoring_alert_policy.this), alert)])
    error_message = "Dead letters, failed runs, no run by noon and stuck messages are alerts."
  }

  assert {
    condition     = google_billing_budget.this[0].amount[0].specified_amount[0].units == "40" && length(google_billing_budget.this[0].all_updates_rule) == 1
    error_message = "The budget tells the same address."
  }
}
