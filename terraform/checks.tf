# What no single resource can see: whether the functions fit together.

locals {
  dead_letters_are_kept = anytrue([for it in local.listeners : it.keeps_dead])
  known_settings        = toset(flatten([for it in local.functions : it.environment]))
}

check "every_heard_topic_is_published" {
  assert {
    condition     = length(setsubtract(local.heard, local.published)) == 0
    error_message = "Nobody publishes, and no schedule fires: ${join(", ", setsubtract(local.heard, local.published))}."
  }
}

check "every_published_topic_is_heard" {
  assert {
    condition     = length(setsubtract(local.published, local.heard)) == 0
    error_message = "Nobody hears: ${join(", ", setsubtract(local.published, local.heard))}."
  }
}

check "dead_letters_are_kept" {
  assert {
    condition     = local.dead_letters_are_kept
    error_message = "No function hears the dead-letter topics (trigger.deadLetters): they would wait in subscriptions until somebody looks."
  }
}

check "every_setting_is_used" {
  assert {
    condition     = length(setsubtract(keys(var.settings), local.known_settings)) == 0
    error_message = "No deploy.json names these settings: ${join(", ", setsubtract(keys(var.settings), local.known_settings))}."
  }
}

check "no_secret_is_written_down" {
  assert {
    condition     = length(setintersection(keys(var.settings), local.secrets)) == 0
    error_message = "These settings are secrets, whose values Terraform must not see: ${join(", ", setintersection(keys(var.settings), local.secrets))}."
  }
}

locals {
  named_buckets = concat(
    [for name, value in var.settings : value if endswith(name, "_BUCKET_NAME")],
    [for value in values(var.settings) : split("/", trimprefix(value, "object:"))[0] if startswith(value, "object:")],
  )
}

check "every_named_bucket_is_made" {
  assert {
    condition     = length(setsubtract(local.named_buckets, local.buckets)) == 0
    error_message = "No deploy.json gives a right (access.buckets) on: ${join(", ", setsubtract(local.named_buckets, local.buckets))}."
  }
}
