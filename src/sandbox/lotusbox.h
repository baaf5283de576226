// The C door to a sandbox, for C99 and for any language that can call C. No call throws, ends the
// program over a NULL, or needs a port: requests are answered in the process. It does nothing that
// sandbox.h, the C++ door, does not do; what requests mean is the business of the HTTP API.
#pragma once

// NOLINTBEGIN(modernize-*,readability-identifier-naming): this is C.
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Threads: one sandbox may be used from several at once, but for `listen`, `stop` and `destroy`.
/// Texts: UTF-8, ended by a zero byte; copied before a call returns, never kept.
/// Keys: sk_test_ and letters or digits, as in the API; each opens a world of its own.
/// Time: Unix seconds of the world, which only moves when told to, unless options say otherwise.
typedef struct lotusbox_sandbox lotusbox_sandbox;

typedef struct lotusbox_header {
  const char* name;
  const char* value;
} lotusbox_header;

/// An answer. Owned by the caller, who gives it back with `lotusbox_response_free`.
typedef struct lotusbox_response {
  int status;                /// 200 to 599
  const char* content_type;  /// may be empty
  const char* body;          /// never NULL; a zero byte follows the last of `body_size`
  size_t body_size;          /// in bytes
  const lotusbox_header* headers;
  size_t header_count;
} lotusbox_response;

/// One attempt to deliver an event. Owned by the sandbox, and gone when the callback returns.
typedef struct lotusbox_delivery {
  const char* key;       /// of the world it comes from
  const char* url;       /// the target that this world has set
  const char* type;      /// such as mandate.pending
  const char* event_id;  /// EV...
  const char* body;      /// as it would be sent: encrypted, unless the target wants it plain
  const char* event;     /// the event itself, as JSON
  int attempt;           /// counted from 1
} lotusbox_delivery;

/// Takes deliveries in place of sockets. Returns the HTTP status that the receiver answers: 200 to
/// 299 takes the delivery, 0 stands for a connection that broke. Called before the request or the
/// advance that caused it returns, on the same thread; after `lotusbox_listen` on a thread of the
/// sandbox. It may call the sandbox, but not stop or destroy it.
typedef int (*lotusbox_webhook)(void* context, const lotusbox_delivery* delivery);

/// Makes a sandbox; NULL, and a `lotusbox_last_error`, when the options are not good.
/// `options_json` may be NULL, or an object with any of: "seed" (0 to 2^63 - 1), "start" (Unix
/// seconds), "clock" (manual, real, fast:<n>), "profile" (documented, strict, lenient), "api_keys",
/// "fixtures" (what `lotusbox serve --fixtures` takes), "public_url", "webhook_url", "webhook_key",
/// "webhook_hosts", "allowed_hosts" and "allowed_origins" (as --allow-host and --allow-origin of
/// serve), "data" (a file to keep the journal in), "durability" (normal, full), "memory_max" (bytes
/// of the whole process; 0: no limit). `on_webhook` may be NULL: then deliveries leave over
/// sockets. `context` is handed to it and otherwise left alone; both must live as long as the
/// sandbox.
lotusbox_sandbox* lotusbox_create(const char* options_json, lotusbox_webhook on_webhook,
                                  void* context);

/// Stops it and frees all that is its own, but no responses. NULL is fine.
void lotusbox_destroy(lotusbox_sandbox* sandbox);

/// Answers a request as a client with this key sends it: Basic authorization and, if there is a
/// body, JSON. `key` may be NULL (no authorization), and so may `json` (no body). `target` is path
/// and query, percent-encoded. NULL only for wrong arguments; a refusal is a response.
lotusbox_response* lotusbox_call(lotusbox_sandbox* sandbox, const char* key, const char* method,
                                 const char* target, const char* json);

/// Answers a request with exactly these headers; what would be refused over the network (a name or
/// a value with a line break, a body too large) is refused. `headers` may be NULL with 0 of them,
/// `body` when `body_size` (in bytes) is 0. NULL only for wrong arguments.
lotusbox_response* lotusbox_request(lotusbox_sandbox* sandbox, const char* method,
                                    const char* target, const lotusbox_header* headers,
                                    size_t header_count, const char* body, size_t body_size);

void lotusbox_response_free(lotusbox_response* response);  ///< NULL is fine

/// Moves the clock of this key's world by 0 or more seconds. Returns its new time when all that
/// fell due has happened and been delivered; -1 when it was refused.
int64_t lotusbox_advance(lotusbox_sandbox* sandbox, const char* key, int64_t seconds);
/// The same to an instant that does not lie before the world's now.
int64_t lotusbox_advance_to(lotusbox_sandbox* sandbox, const char* key, int64_t instant);

/// Opens the world of `to_key`, which must have none yet, as a copy of the world of `from_key`.
/// Returns the copy's time; -1 when it was refused.
int64_t lotusbox_fork(lotusbox_sandbox* sandbox, const char* from_key, const char* to_key);

/// Serves HTTP on `host` (NULL: localhost, IPv4 and IPv6) and `port` (0: any free one). Returns the
/// port, or -1.
int lotusbox_listen(lotusbox_sandbox* sandbox, const char* host, int port);
/// Stops serving and sending. The worlds remain and answer, but deliver nothing any more.
int lotusbox_stop(lotusbox_sandbox* sandbox);  ///< 0, or -1 for NULL

/// Why the last call that failed on this thread did so, in a sentence; empty when none has. Valid
/// until the next one fails here.
const char* lotusbox_last_error(void);

/// Of the library, such as 0.1.0; lives for ever.
const char* lotusbox_version(void);

#ifdef __cplusplus
}
#endif
// NOLINTEND(modernize-*,readability-identifier-naming)
