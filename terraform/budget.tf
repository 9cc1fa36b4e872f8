# Tells people before the month does. It stops nothing.

data "google_project" "this" {
  project_id = var.project_id
}

resource "google_billing_budget" "this" {
  count           = var.budget == null ? 0 : 1
  billing_account = var.budget.billing_account
  display_name    = "Terrain ${var.environment}"
  depends_on      = [google_project_service.this]

  budget_filter {
    projects = ["projects/${data.google_project.this.number}"]
  }

  amount {
    specified_amount {
      currency_code = var.budget.currency
      units         = tostring(floor(var.budget.amount))
    }
  }

  dynamic "threshold_rules" {
    for_each = [0.5, 0.9, 1.0]
    content {
      threshold_percent = threshold_rules.value
    }
  }

  threshold_rules {
    threshold_percent = 1.0
    spend_basis       = "FORECASTED_SPEND"
  }

  # Without an address, those who pay for the billing account are told.
  dynamic "all_updates_rule" {
    for_each = length(google_monitoring_notification_channel.mail) > 0 ? [1] : []
    content {
      monitoring_notification_channels = google_monitoring_notification_channel.mail[*].id
    }
  }
}
