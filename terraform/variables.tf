variable "project_id" {
  description = "The Google Cloud project: one for each environment."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "project_id: 6 to 30 lower-case letters, digits and dashes, a letter first."
  }
}

variable "environment" {
  description = "The environment's name: a label, and the dashboard's title."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,19}$", var.environment))
    error_message = "environment: at most 20 lower-case letters, digits and dashes, a letter first."
  }
}

variable "region" {
  description = "Where functions, schedules and buckets are."
  type        = string
  default     = "europe-west1"

  validation {
    condition     = can(regex("^europe-", var.region))
    error_message = "region: the data is about people in Europe and stays there (europe-...)."
  }
}

variable "bigquery_location" {
  description = "Where the datasets are; it cannot change once they are made."
  type        = string
  default     = "EU"

  validation {
    condition     = can(regex("^(EU|europe-[a-z0-9]+)$", var.bigquery_location))
    error_message = "bigquery_location: EU, or a region in Europe."
  }
}

variable "maximum_bytes_billed" {
  description = "A query that would read more bytes than this is refused before it costs anything."
  type        = number
  default     = 10737418240 # 10 GiB

  validation {
    condition     = var.maximum_bytes_billed >= 10485760
    error_message = "maximum_bytes_billed: at least 10485760, what BigQuery bills for any query."
  }
}

variable "firestore_location" {
  description = "Where the documents are; it cannot change once they are made."
  type        = string
  default     = "eur3"

  validation {
    condition     = can(regex("^(eur3|europe-[a-z0-9]+)$", var.firestore_location))
    error_message = "firestore_location: eur3 (two regions), or a region in Europe."
  }
}

variable "firestore_database" {
  description = "The name of the Firestore database."
  type        = string
  default     = "terrain"
}

variable "tz_business" {
  description = "The zone of \"today\" and of the schedules (IANA name)."
  type        = string
  default     = "Europe/Paris"

  validation {
    condition     = can(regex("^[A-Z][A-Za-z_]+(/[A-Za-z_+-]+)*$", var.tz_business))
    error_message = "tz_business: an IANA zone such as Europe/Paris or Africa/Dakar."
  }
}

variable "log_level" {
  description = "The lowest level that functions write."
  type        = string
  default     = "info"

  validation {
    condition     = contains(["debug", "info", "warn", "error"], var.log_level)
    error_message = "log_level: debug, info, warn or error."
  }
}

variable "settings" {
  description = "The values of the variables that deploy.json files name in `environment`. Secrets are not among them: Terraform never sees their values."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for value in values(var.settings) : value != ""])
    error_message = "settings: an empty value counts as none, leave the name out."
  }
}

variable "schedules_paused" {
  description = "Make the schedules, but do not let them fire."
  type        = bool
  default     = false
}

variable "protect_data" {
  description = "Refuse to delete the database, tables and buckets that hold data; keep seven days of the database's past."
  type        = bool
  default     = true
}

variable "http_invokers" {
  description = "Who may call the HTTP functions that are not public, such as group:field@example.com."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for member in var.http_invokers : can(regex("^(user|group|serviceAccount|domain|principal|principalSet):", member))])
    error_message = "http_invokers: user:, group:, serviceAccount: or domain:. A public function says why in its deploy.json instead."
  }
}

variable "alert_email" {
  description = "Where alerts go; empty: they are only shown in the console."
  type        = string
  default     = ""

  validation {
    condition     = var.alert_email == "" || can(regex("^[^@ ]+@[^@ ]+\\.[^@ ]+$", var.alert_email))
    error_message = "alert_email: an e-mail address."
  }
}

variable "longest_quiet_hours" {
  description = "So many hours without any closed run are an alert. 15: from the evening's last run (21:00) to noon."
  type        = number
  default     = 15

  validation {
    condition     = var.longest_quiet_hours >= 1 && var.longest_quiet_hours <= 24
    error_message = "longest_quiet_hours: 1 to 24."
  }
}

variable "budget" {
  description = "The monthly budget and the billing account it watches; null: none."
  type = object({
    billing_account = string
    amount          = number
    currency        = optional(string, "EUR")
  })
  default = null

  validation {
    condition     = var.budget == null ? true : can(regex("^[0-9A-F]{6}-[0-9A-F]{6}-[0-9A-F]{6}$", var.budget.billing_account)) && var.budget.amount > 0
    error_message = "budget: billing_account as 000000-000000-000000, and an amount over zero."
  }
}

variable "sources_folder" {
  description = "Where `npm run build` puts one folder for each function; relative to this folder."
  type        = string
  default     = "../dist"
}

variable "functions_folder" {
  description = "The folder of the functions' folders; relative to this folder. Only tests give another."
  type        = string
  default     = "../functions"
}

variable "traces" {
  description = "Whether functions tell traces and counts to Cloud Trace and Cloud Monitoring; a trace is a run, or a request."
  type        = bool
  default     = true
}
