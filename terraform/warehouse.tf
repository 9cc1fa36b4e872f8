# Tables as the code defines them (TableDefinition), written to generated/tables.json by `npm run terraform:data`.

locals {
  tables = jsondecode(file("${path.module}/generated/tables.json"))
}

resource "google_bigquery_dataset" "this" {
  for_each                   = local.datasets
  dataset_id                 = each.key
  location                   = var.bigquery_location
  delete_contents_on_destroy = !var.protect_data
  depends_on                 = [google_project_service.this]
}

resource "google_bigquery_table" "this" {
  for_each            = { for table in local.tables : "${table.dataset}.${table.name}" => table }
  dataset_id          = google_bigquery_dataset.this[each.value.dataset].dataset_id
  table_id            = each.value.name
  schema              = jsonencode(each.value.schema)
  clustering          = length(each.value.clusterBy) > 0 ? each.value.clusterBy : null
  deletion_protection = var.protect_data

  dynamic "time_partitioning" {
    for_each = each.value.partitionBy == null ? [] : [each.value.partitionBy]
    content {
      type  = "DAY"
      field = time_partitioning.value
    }
  }
}
