locals {
  charts = [
    { title = "Runs closed, by how they ended", query = "sum by (status) (increase(${local.runs_closed}{${local.in_a_function}}[1h]))" },
    { title = "Messages that wait, by subscription", query = "sum by (subscription_id) (pubsub_googleapis_com:subscription_num_undelivered_messages{${local.in_subscription}})" },
    { title = "Age of the oldest message (s)", query = "max by (subscription_id) (pubsub_googleapis_com:subscription_oldest_unacked_message_age{${local.in_subscription}})" },
    { title = "Dead letters", query = "sum by (subscription_id) (increase(pubsub_googleapis_com:subscription_dead_letter_message_count{${local.in_subscription}}[1h]))" },
    { title = "Answers, by function and class", query = "sum by (service_name, response_code_class) (increase(run_googleapis_com:request_count{${local.in_a_function}}[10m]))" },
    { title = "Slowest answers (95th percentile, ms)", query = "histogram_quantile(0.95, sum by (service_name, le) (rate(run_googleapis_com:request_latencies_bucket{${local.in_a_function}}[10m])))" },
    { title = "Instances", query = "sum by (service_name) (run_googleapis_com:container_instance_count{${local.in_a_function}})" },
    { title = "Memory in use (99th percentile, share)", query = "histogram_quantile(0.99, sum by (service_name, le) (rate(run_googleapis_com:container_memory_utilizations_bucket{${local.in_a_function}}[10m])))" },
  ]
}

resource "google_monitoring_dashboard" "this" {
  depends_on = [google_project_service.this]

  dashboard_json = jsonencode({
    displayName = "Terrain ${var.environment}"
    mosaicLayout = {
      columns = 48
      tiles = concat(
        [
          for place, chart in local.charts : {
            xPos   = place % 2 * 24
            yPos   = floor(place / 2) * 16
            width  = 24
            height = 16
            widget = {
              title   = chart.title
              xyChart = { dataSets = [{ plotType = "LINE", timeSeriesQuery = { prometheusQuery = chart.query } }] }
            }
          }
        ],
        [{
          xPos   = 0
          yPos   = ceil(length(local.charts) / 2) * 16
          width  = 48
          height = 20
          widget = {
            title     = "Warnings and errors"
            logsPanel = { filter = "resource.type=\"cloud_run_revision\" severity>=WARNING" }
          }
        }],
      )
    }
  })
}
