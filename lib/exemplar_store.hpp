// What exemplars and their import share. Private to lib.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <jointcase/exemplar.hpp>

namespace jointcase {

// seq 0: the next. What is put in has its rules looked at, and its people found.
Exemplar insert_exemplar(Write& write, const ExemplarDraft& draft);
Exemplar change_exemplar(Write& write, const Exemplar& stored, const ExemplarDraft& draft);
Visit insert_visit(Write& write, const Exemplar& exemplar, const VisitDraft& draft, int seq = 0);
Visit change_visit(Write& write, const Exemplar& exemplar, const Visit& stored, const VisitDraft& draft);
Matter insert_matter(Write& write, const Visit& visit, const MatterDraft& draft, int seq = 0);
Matter change_matter(Write& write, const Visit& visit, const Matter& stored, const MatterDraft& draft);
Publicity insert_publicity(Write& write, const Exemplar& exemplar, const PublicityDraft& draft, int seq = 0);
Publicity change_publicity(Write& write, const Exemplar& exemplar, const Publicity& stored, const PublicityDraft& draft);

std::optional<Exemplar> stored_exemplar(Db& db, std::string_view talent, Date designated_on); // talent is a key
std::optional<Exemplar> exemplar_of_source(Db& db, std::string_view source_no);
std::vector<Exemplar> designations(Db& db, std::string_view talent); // by day

} // namespace jointcase
