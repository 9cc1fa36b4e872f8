# What wakes somebody up: the log lines that the code writes, counted, and Pub/Sub's own figures.

# Log lines by the metric that counts them; test/architecture/log-metrics.test.ts holds each to the code that writes it.
locals {
  counted_lines = {
    terrain_runs_closed       = { message = "=\"run closed\"", label = "status", what = "Runs that were closed, by how they ended." }
    terrain_messages_given_up = { message = "=\"message given up\"", label = "function", what = "Messages whose tries were used up, by the function that gave up." }
    terrain_messages_refused  = { message = "=~\"^refused for good: \"", label = "function", what = "Messages that can never succeed, by the function that refused them." }
  }
}

resource "google_logging_metric" "lines" {
  for_each    = local.counted_lines
  name        = each.key
  description = each.value.what
  filter      = "resource.type=\"cloud_run_revision\" AND jsonPayload.message${each.value.message}"
  depends_on  = [google_project_service.this]

  label_extractors = { (each.value.label) = "EXTRACT(jsonPayload.${each.value.label})" }

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
    labels {
      key        = each.value.label
      value_type = "STRING"
    }
  }
}

locals {
  runs_closed     = "logging_googleapis_com:user_terrain_runs_closed"
  refused         = "logging_googleapis_com:user_terrain_messages_refused"
  in_a_function   = "monitored_resource=\"cloud_run_revision\""
  in_subscription = "monitored_resource=\"pubsub_subscription\""

  alerts = merge(
    {
      dead_letters = {
        title    = "A message used up its tries"
        severity = "ERROR"
        query    = "sum by (subscription_id) (increase(pubsub_googleapis_com:subscription_dead_letter_message_count{${local.in_subscription}}[10m])) > 0"
        advice   = "The collection `rejected` holds the message and what its last try failed on. Mend the cause; the next run goes on with the intervention by itself."
      }
      nobody_kept_it = {
        title    = "A dead letter could not be kept"
        severity = "CRITICAL"
        query    = "max by (subscription_id) (pubsub_googleapis_com:subscription_num_undelivered_messages{${local.in_subscription},subscription_id=~\".*[.]net\"}) > 0"
        advice   = "The subscription named *.net holds it for 31 days. `gcloud pubsub subscriptions pull` shows it; publish it again on its topic once the cause is mended."
      }
      failed_run = {
        title    = "A run failed"
        severity = "ERROR"
        query    = "sum(increase(${local.runs_closed}{${local.in_a_function},status=\"echoue\"}[10m])) > 0"
        advice   = "The portal's list could not be taken: `runs/{id}.collect.error` says why. Often the portal is down, or has refused the password."
      }
      incomplete_run = {
        title    = "A run left something undone"
        severity = "WARNING"
        query    = "sum(increase(${local.runs_closed}{${local.in_a_function},status=\"incomplet\"}[10m])) > 0"
        advice   = "`runs/{id}.report.failures` lists the interventions and what stopped each."
      }
      refused_message = {
        title    = "A message was refused for good"
        severity = "WARNING"
        query    = "sum by (function) (increase(${local.refused}{${local.in_a_function}}[10m])) > 0"
        advice   = "The collection `rejected` holds the message and the reason, often the customer's API's own words."
      }
      stuck_message = {
        title    = "A message has waited for an hour"
        severity = "ERROR"
        query    = "max by (subscription_id) (pubsub_googleapis_com:subscription_oldest_unacked_message_age{${local.in_subscription},subscription_id!~\".*[.]net\"}) > 3600"
        advice   = "Its function does not start, or does not answer in time: look at the function's log for the line that names the missing setting, secret or index."
      }
    },
    var.schedules_paused ? {} : {
      no_run = {
        title    = "No run by noon"
        severity = "CRITICAL"
        # The evening's last run closes a little after 21:00; 15 hours later it is noon, in whatever zone the schedules are.
        query  = "(sum(increase(${local.runs_closed}{${local.in_a_function}}[${var.longest_quiet_hours}h])) or vector(0)) < 1"
        advice = "Nothing was collected since yesterday evening: look at Cloud Scheduler's jobs, then at the log of collect-interventions."
      }
    },
    length(local.web) == 0 ? {} : {
      failing_answers = {
        title    = "An HTTP function answers 5xx"
        severity = "ERROR"
        query    = "sum by (service_name) (increase(run_googleapis_com:request_count{${local.in_a_function},service_name=~\"${join("|", keys(local.web))}\",response_code_class=\"5xx\"}[10m])) > 5"
        advice   = "No answer is ever a 5xx because of what the caller sent: this is ours. The function's log has the stack."
      }
    },
  )
}

resource "google_monitoring_notification_channel" "mail" {
  count        = var.alert_email == "" ? 0 : 1
  display_name = "Terrain ${var.environment}"
  type         = "email"
  labels       = { email_address = var.alert_email }
  depends_on   = [google_project_service.this]
}

resource "google_monitoring_alert_policy" "this" {
  for_each              = local.alerts
  display_name          = "Terrain ${var.environment}: ${each.value.title}"
  severity              = each.value.severity
  combiner              = "OR"
  notification_channels = google_monitoring_notification_channel.mail[*].id

  conditions {
    display_name = each.value.title
    condition_prometheus_query_language {
      query               = each.value.query
      duration            = "0s"
      evaluation_interval = "300s"
      # A metric that has not counted anything yet is unknown to Cloud Monitoring, which would refuse the alert.
      disable_metric_validation = true
    }
  }

  documentation {
    mime_type = "text/markdown"
    subject   = "Terrain ${var.environment}: ${each.value.title}"
    content   = "${each.value.advice} More: docs/runbook.md#${each.key}"
  }

  alert_strategy {
    auto_close = "86400s"
  }

  depends_on = [google_logging_metric.lines]
}
