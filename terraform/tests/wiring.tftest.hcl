# Other sets of functions: what the checks and validations must catch.

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

run "a_topic_that_nobody_hears_is_caught" {
  command = plan
  variables {
    functions_folder = "tests/fixtures/unheard"
  }
  expect_failures = [check.every_published_topic_is_heard]
}

run "a_topic_on_which_nobody_publishes_is_caught" {
  command = plan
  variables {
    functions_folder = "tests/fixtures/unpublished"
  }
  expect_failures = [check.every_heard_topic_is_published, check.dead_letters_are_kept]
}

run "dead_letters_that_nobody_keeps_wait_for_a_person" {
  variables {
    functions_folder = "../test/fixtures/functions"
  }

  assert {
    condition     = keys(google_pubsub_subscription.net) == ["keep-dead"]
    error_message = "Where somebody keeps dead letters, only that one's own need a net."
  }

  assert {
    condition     = google_pubsub_subscription.push["keep-dead.dead-take-note"].topic == google_pubsub_topic.dead["take-note"].id
    error_message = "Whoever keeps dead letters hears those of the others."
  }
}

run "a_public_function_is_open_and_says_why" {
  command = plan

  variables {
    functions_folder = "../test/fixtures/functions"
    http_invokers    = ["group:field@example.com"]
  }

  assert {
    condition     = google_cloud_run_v2_service_iam_member.public["serve-note"].member == "allUsers" && length(google_cloud_run_v2_service_iam_member.invoker) == 0
    error_message = "publicBecause opens a function to everybody."
  }

  assert {
    condition     = google_cloudfunctions2_function.this["serve-note"].service_config[0].ingress_settings == "ALLOW_ALL" && !contains(keys(google_cloud_run_v2_service_iam_member.push), "serve-note")
    error_message = "An HTTP function is reached from outside, and not by Pub/Sub."
  }
}

run "a_private_function_is_open_to_those_named" {
  command = plan

  variables {
    functions_folder = "tests/fixtures/private"
    http_invokers    = ["group:field@example.com"]
    settings         = { AUTH_ISSUERS = "[]" }
  }

  assert {
    condition     = length(google_cloud_run_v2_service_iam_member.public) == 0 && google_cloud_run_v2_service_iam_member.invoker["serve-note group:field@example.com"].role == "roles/run.invoker"
    error_message = "Without publicBecause only those named may call."
  }

  expect_failures = [check.dead_letters_are_kept]
}

run "everybody_is_no_invoker" {
  command = plan
  variables {
    http_invokers = ["allUsers"]
  }
  expect_failures = [var.http_invokers]
}

run "an_unknown_setting_is_caught" {
  command = plan
  variables {
    settings = { INTERVENTION_API_URL = "https://api.example.com" }
  }
  expect_failures = [check.every_setting_is_used]
}

run "a_secret_among_the_settings_is_caught" {
  command = plan
  variables {
    settings = { INTERVENTIONS_API_TOKEN = "written-down" }
  }
  expect_failures = [check.no_secret_is_written_down]
}

run "a_bucket_that_nobody_may_touch_is_caught" {
  command = plan
  variables {
    settings = { GCS_RAW_BUCKET_NAME = "fleet-raw", PORTAL_RECIPE = "object:elsewhere/portal.yaml" }
  }
  expect_failures = [check.every_named_bucket_is_made]
}

run "a_name_that_no_account_can_bear_is_caught" {
  command = plan
  variables {
    functions_folder = "tests/fixtures/long-name"
  }
  expect_failures = [google_service_account.function["collect-interventions-of-everybody"], check.dead_letters_are_kept]
}

run "wrong_values_are_caught" {
  command = plan
  variables {
    region             = "us-central1"
    bigquery_location  = "US"
    firestore_location = "nam5"
    tz_business        = "Paris time"
    log_level          = "verbose"
    alert_email        = "nobody"
    budget             = { billing_account = "mine", amount = 50 }
  }
  expect_failures = [
    var.region, var.bigquery_location, var.firestore_location, var.tz_business, var.log_level, var.alert_email, var.budget,
  ]
}
