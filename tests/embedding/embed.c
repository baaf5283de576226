/* A loan is sold, its mandate amended, and the link is never opened: in process, in C99. */
#include <lotusbox/lotusbox.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char* const key = "sk_test_c";
static lotusbox_sandbox* box;

static void expect(int good, const char* what) {
  if (good) return;
  fprintf(stderr, "not so: %s (%s)\n", what, lotusbox_last_error());
  exit(1);
}

/* The text of the first `"name":"..."` in a body, in the caller's buffer. */
static void pick(const char* body, const char* name, char* text, size_t size) {
  char mark[64];
  snprintf(mark, sizeof mark, "\"%s\":\"", name);
  const char* from = strstr(body, mark);
  expect(from != NULL, mark);
  from += strlen(mark);
  const size_t length = strcspn(from, "\"");
  expect(length < size, "the text fits");
  memcpy(text, from, length);
  text[length] = '\0';
}

/* Asks, expects 200, and picks one field of the answer. */
static void ask(const char* method, const char* target, const char* json, const char* field,
                char* text, size_t size) {
  lotusbox_response* response = lotusbox_call(box, key, method, target, json);
  expect(response != NULL && response->status == 200, target);
  expect(strlen(response->body) == response->body_size, "the size is told");
  if (field != NULL) pick(response->body, field, text, size);
  lotusbox_response_free(response);
}

/* Appends the type of every event to the text behind `context`. */
static int webhook(void* context, const lotusbox_delivery* delivery) {
  expect(strcmp(delivery->key, key) == 0, "the world is named");
  expect(strstr(delivery->body, "serialized_response") != NULL, "the body is sealed");
  expect(strstr(delivery->event, delivery->type) != NULL, "the event is plain");
  strcat(context, delivery->type);
  strcat(context, "\n");
  return 200;
}

int main(void) {
  char types[1024] = "", id[64], link[256], mandate[64], text[256], json[512], target[256];
  expect(lotusbox_create("{\"seed\":\"one\"}", NULL, NULL) == NULL, "a bad option is refused");
  expect(strstr(lotusbox_last_error(), "seed") != NULL, "and named");
  box = lotusbox_create("{\"seed\":42,\"start\":1767225600}", webhook, types);
  expect(box != NULL, "a sandbox");

  ask("POST", "/v1/sources",
      "{\"type\":\"nach_debit\",\"nach_debit\":{\"amount_maximum\":500000,\"debtor_agent_code\":"
      "\"ICIC\",\"debtor_account_name\":\"ASHA TESTWALA\",\"debtor_account_number\":"
      "\"999900000001\"}}",
      "id", id, sizeof id);
  snprintf(target, sizeof target, "/v1/sources/%s", id);
  ask("GET", target, NULL, "url", link, sizeof link);
  expect(strstr(link, "/pay/AL") != NULL, "the link");
  snprintf(json, sizeof json, "{\"link\":\"%s\"}", link);
  ask("POST", "/_mock/authorise", json, "status", text, sizeof text);
  expect(strcmp(text, "SUCCESS") == 0, "authorised");
  ask("GET", target, NULL, "mandate", mandate, sizeof mandate);

  expect(lotusbox_fork(box, key, "sk_test_fork") == 1767225600, "a copy");
  snprintf(target, sizeof target, "/api/mandates/amend?mandate_id=%s", mandate);
  ask("PATCH", target, "{\"maximum_amount\":\"7500.00\"}", "auth_link", link, sizeof link);
  snprintf(target, sizeof target, "/v1/mandates/%s", mandate);
  ask("GET", target, NULL, "status", text, sizeof text);
  expect(strcmp(text, "pending") == 0, "the mandate waits");
  expect(lotusbox_advance(box, key, 7 * 86400) == 1767225600 + 7 * 86400, "a week goes by");
  ask("GET", target, NULL, "status", text, sizeof text);
  expect(strcmp(text, "active") == 0, "the link has lapsed");
  expect(strcmp(types, "source.pending\nsource.submitted\nmandate.active\ncustomer.active\n"
                       "mandate.pending\nmandate.amend.failed\n") == 0, types);
  expect(lotusbox_advance(box, "sk_test_fork", 0) == 1767225600, "the copy has its own time");

  lotusbox_response* late = lotusbox_call(box, NULL, "GET", link + strcspn(link + 7, "/") + 7, NULL);
  expect(late != NULL && late->status == 410, "a dead link is gone");
  lotusbox_response_free(late);
  expect(lotusbox_call(NULL, key, "GET", "/", NULL) == NULL, "no sandbox, no answer");
  expect(lotusbox_listen(box, NULL, 0) > 0, "a port");
  expect(strchr(lotusbox_version(), '.') != NULL, "a version");
  lotusbox_destroy(box);
  puts("C: all well");
  return 0;
}
