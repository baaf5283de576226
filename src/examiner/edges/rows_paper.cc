// Boundaries of paper: withdrawing, the form, its scan, handing it in, reminders; and of what the
// banks are told about sources and mandates.
#include "core/values/limits.h"
#include "examiner/edges/bases.h"
#include "examiner/edges/rows.h"

namespace lotusbox::examiner {

namespace {

using namespace bases;
using enum RefusalCode;

constexpr std::string_view kAfterCutOff = "2026-01-12T15:00:01+05:30";

EdgeCall process() { return post("/v1/sources/{s1}/process"); }
EdgeCall withdraw() { return post("/v1/sources/{s1}/withdraw"); }

/// Every state of a source: only in `pending` may it be withdrawn, processed, printed, reminded of.
void states(EdgeMaker& m, const EdgeCall& call) {
  m.anew().given(paper()).given(scan("LOAN1")).passes("pending", call);
  m.given(process()).fails("pending_submission", call);
  m.given(until(kAfterCutOff)).fails("submitted", call);
  m.anew().given(paper()).given(scan("LOAN1")).given(withdraw()).fails("withdrawn", call);
}

EdgeCall form_of_paper() {
  EdgeCall call = get("/v1/sources/{s1}/pdf");
  call.accept = "application/pdf";
  return call;
}

EdgeCall remind(std::string_view by) {
  return get("/v1/sources/{s1}/send_reminder_" + std::string(by));
}

EdgeCall reachable() {
  return source()
      .text("nach_debit.debtor_email", "ravi@example.com")
      .text("nach_debit.debtor_mobile", "6000000001");
}

void reminders(EdgeMaker& m) {
  for (const char* by : {"email", "sms"}) {
    m.anew().given(reachable()).passes("by " + std::string(by) + ", pending", remind(by));
    m.given(withdraw()).fails("by " + std::string(by) + ", withdrawn", remind(by));
  }
}

void process_in_time(EdgeMaker& m) {
  for (const bool in_time : {true, false}) {
    m.anew().given(paper().text("nach_debit.date_final_collection", "2026-02-10"));
    m.given(scan("LOAN1"));
    const char* at = in_time ? "2026-02-10T23:59:59+05:30" : "2026-02-11T00:00:00+05:30";
    m.given(until(at)).either(in_time, "an end on 2026-02-10, at " + std::string(at), process());
  }
}

EdgeCall part(std::string_view file, std::string_view reference1) {
  EdgeCall call = scan(reference1);
  call.body = "file@scan.pdf=" + std::string(file) + "\nreference1=" + std::string(reference1);
  return call;
}

void image_references(EdgeMaker& m) {
  m.passes("40 characters", scan(std::string(limits::kReferenceLength, 'A')));
  m.fails("41 characters", scan(std::string(limits::kReferenceLength + 1, 'A')));
  m.code(parameter_missing).fails("none", scan("").sending("file@scan.pdf=%PDF-1.4"));
}

void image_states(EdgeMaker& m) {
  m.given(paper()).passes("a pending source", scan("LOAN1"));
  m.passes("no source yet", scan("LOAN2"));
  m.given(scan("LOAN1")).given(process()).fails("one that was handed in", scan("LOAN1"));
}

/// On paper it waits for each step in turn; an API e-mandate for none.
void source_waits(EdgeMaker& m) {
  const auto step = [](std::string_view word) { return bank("source", "{s1}", word); };
  m.given(source()).fails("an emandate_api", step("submit"));
  m.anew().given(paper()).given(scan("LOAN1")).fails("not handed in", step("submit"));
  m.given(process()).passes("handed in", step("submit"));
  m.fails("not submitted", step("acknowledge"));
  m.given(step("submit")).passes("submitted", step("acknowledge"));
  m.fails("submitted already", step("submit"));
  m.given(step("acknowledge")).fails("acknowledged already", step("acknowledge"));
}

void source_not_over(EdgeMaker& m) {
  for (const bool in_time : {true, false}) {
    m.anew().given(paper().text("nach_debit.date_final_collection", "2026-02-10"));
    m.given(scan("LOAN1"));
    m.given(put("/_mock/policy", R"({"acknowledgement":{"mode":"manual"}})"));
    m.given(process()).given(bank("source", "{s1}", "submit"));
    const char* at = in_time ? "2026-02-10T23:59:59+05:30" : "2026-02-11T00:00:00+05:30";
    m.given(until(at)).either(in_time, "an end on 2026-02-10, at " + std::string(at),
                              bank("source", "{s1}", "acknowledge"));
  }
}

void mandate_waits(EdgeMaker& m) {
  const auto outcome = [](std::string_view word) { return bank("mandate", "{m1}", word); };
  for (const char* word : {"accepted", "rejected", "no_answer"}) {
    m.anew().given(mandate().text("status", "acknowledged"));
    m.passes(std::string(word) + " of an acknowledged mandate", outcome(word));
    m.anew().given(mandate()).fails(std::string(word) + " of an active mandate", outcome(word));
  }
  for (const char* word : {"cancel_submitted", "cancel_confirmed", "cancel_failed"}) {
    m.anew().given(mandate()).fails(std::string(word) + " before a cancellation", outcome(word));
  }
  m.given(post("/v1/mandates/{m1}/cancel")).passes("cancel_submitted", outcome("cancel_submitted"));
  m.fails("cancel_confirmed before it is submitted", outcome("cancel_confirmed"));
  m.given(outcome("cancel_submitted")).passes("cancel_confirmed", outcome("cancel_confirmed"));
  m.passes("cancel_failed", outcome("cancel_failed"));
  m.anew().given(mandate()).passes("cancel_received", outcome("cancel_received"));
  m.anew().given(mandate().text("status", "failed"));
  m.fails("cancel_received of a failed mandate", outcome("cancel_received"));
}

void reasons(EdgeMaker& m) {
  m.given(mandate().text("status", "acknowledged"));
  const EdgeCall no = bank("mandate", "{m1}", "rejected");
  m.passes("a known code", no.text("reason_code", "M038"));
  m.fails("an unknown code alone", no.text("reason_code", "M999X"));
  m.passes("an unknown code with a description",
           no.text("reason_code", "M999X").text("reason_description", "NO"));
  m.length(no, "reason_description", limits::kReasonLength);
}

constexpr EdgeRow kRows[] = {
    {"source.pending_to_withdraw", [](EdgeMaker& m) { states(m, withdraw()); }},
    {"process.physical",
     [](EdgeMaker& m) {
       m.given(paper()).given(scan("LOAN1")).passes("paper", process());
       m.anew().given(source()).fails("an emandate_api", process());
       m.anew().given(source().text("nach_debit.variant", "emandate_esign"));
       m.fails("an emandate_esign", process());
     }},
    {"process.pending", [](EdgeMaker& m) { states(m, process()); }},
    {"process.image",
     [](EdgeMaker& m) {
       m.given(paper()).fails("no scan", process());
       m.given(scan("LOAN2").named("p2")).fails("the scan of another", process());
       m.given(scan("LOAN1")).passes("its scan", process());
     }},
    {"process.final_date_not_past", process_in_time},
    {"image.body_malformed",
     [](EdgeMaker& m) {
       m.passes("parts", scan("LOAN1"));
       m.fails("a JSON object that does not end",
               post("/v1/physical_mandate_images", R"({"file":)"));
     }},
    {"image.file",
     [](EdgeMaker& m) {
       m.passes("a file", scan("LOAN1"));
       m.fails("none", scan("LOAN1").sending("reference1=LOAN1"));
     }},
    {"image.jpg",
     [](EdgeMaker& m) {
       m.passes("a PDF", part("%PDF-1.4", "LOAN1"));
       m.fails("a GIF", part("GIF89a", "LOAN1"));
       m.fails("a PDF without its first letter", part("PDF-1.4", "LOAN1"));
     }},
    {"image.reference1", image_references},
    {"image.source_pending", image_states},
    {"form.physical",
     [](EdgeMaker& m) {
       m.given(paper()).passes("paper", form_of_paper());
       m.anew().given(source()).fails("an emandate_api", form_of_paper());
     }},
    {"form.pending", [](EdgeMaker& m) { states(m, form_of_paper()); }},
    {"reminder.source_pending", reminders},
    {"reminder.debtor_email",
     [](EdgeMaker& m) {
       m.given(reachable()).passes("an address", remind("email"));
       m.anew().given(source()).fails("none", remind("email"));
     }},
    {"reminder.debtor_mobile",
     [](EdgeMaker& m) {
       m.given(reachable()).passes("a number", remind("sms"));
       m.anew().given(source()).fails("none", remind("sms"));
       m.anew().given(reachable().text("nach_debit.variant", "physical"));
       m.fails("on paper", remind("sms"));
     }},
};

constexpr EdgeRow kBank[] = {
    {"bank.body_malformed",
     [](EdgeMaker& m) {
       m.given(mandate()).passes("a JSON object", bank("mandate", "{m1}", "cancel_received"));
       m.fails("a JSON object that does not end", post("/_mock/bank", R"({"mandate":)"));
     }},
    {"bank.named_once",
     [](EdgeMaker& m) {
       m.given(mandate()).given(source());
       const EdgeCall call = bank("mandate", "{m1}", "cancel_received");
       m.passes("a mandate", call);
       m.fails("nothing", call.without("mandate"));
       m.fails("both", call.text("source", "{s1}"));
     }},
    {"bank.source",
     [](EdgeMaker& m) {
       m.given(paper()).given(scan("LOAN1")).given(process());
       m.text(bank("source", "{s1}", "submit"), "source", {"{s1}"}, {"{s1}X"});
     }},
    {"bank.mandate",
     [](EdgeMaker& m) {
       m.given(mandate());
       m.text(bank("mandate", "{m1}", "cancel_received"), "mandate", {"{m1}"}, {"{m1}X"});
     }},
    {"bank.step",
     [](EdgeMaker& m) {
       m.given(paper()).given(scan("LOAN1")).given(process()).given(mandate());
       m.passes("a step of a source", bank("source", "{s1}", "submit"));
       m.fails("an outcome of a mandate", bank("source", "{s1}", "accepted"));
       m.fails("a step with a letter more", bank("source", "{s1}", "submits"));
       m.passes("an outcome of a mandate, of one", bank("mandate", "{m1}", "cancel_received"));
       m.fails("a step of a source, of a mandate", bank("mandate", "{m1}", "submit"));
     }},
    {"bank.reason", reasons},
    {"bank.source_waits", source_waits},
    {"bank.source_not_over", source_not_over},
    {"bank.mandate_waits", mandate_waits},
};

}  // namespace

std::span<const EdgeRow> paper_edges() { return kRows; }
std::span<const EdgeRow> bank_edges() { return kBank; }

}  // namespace lotusbox::examiner
