/**
 * First and family names to make invented persons of: common ones of the origins met in any French suburb, drawn apart
 * from one another, so that a whole name means nobody. All letters exist in windows-1252, which landlords' files still use.
 */
export const WOMEN_FIRST_NAMES =
  words(`Adèle Agnès Aïcha Aïssatou Alice Aline Amina Aminata Ana Anaïs Andrée Anne Annick
  Antoinette Assia Awa Ayse Béatrice Bernadette Bintou Brigitte Camille Carine Caroline Catherine Cécile Céline Chantal
  Charlotte Chloé Christelle Christiane Claire Claudine Clara Coumba Danielle Delphine Denise Diana Djamila Dominique
  Élodie Élise Elif Emma Estelle Eugénie Fanta Farida Fatima Fatoumata Fernanda Florence France Françoise Gabrielle
  Ginette Gisèle Grace Hadja Hafida Hanane Hawa Hélène Houria Inès Irène Isabelle Jacqueline Jasmina Jeanne Jeannine
  Joëlle Josette Julie Juliette Kadiatou Karima Khadija Kim Laetitia Lara Laure Laurence Leïla Léa Lina Linda Lucie
  Lydia Madeleine Magali Malika Manon Maria Mariama Marguerite Marianne Marie Marie-Claude Marie-Thérèse Marina Marion
  Martine Mathilde Maud Mélanie Michèle Mireille Monique Myriam Nabila Nadège Nadia Naïma Natacha Nathalie Nicole Nora
  Odette Oumou Pascale Patricia Paulette Pauline Rachida Raymonde Renée Rosa Rose Sabrina Salimata Samia Samira Sandra
  Sandrine Sarah Saïda Sevgi Simone Solange Sonia Sophie Stéphanie Suzanne Sylvie Thérèse Thi-Mai Valérie Vanessa
  Véronique Virginie Yamina Yasmine Yvette Yvonne Zineb Zohra`)

export const MEN_FIRST_NAMES = words(`Abdel Abdoulaye Adama Adrien Ahmed Alain Alassane Albert Alexandre Ali Alphonse
  Amadou Amar André Anthony Antoine Antonio Arnaud Arthur Aurélien Bakary Bastien Benjamin Benoît Bernard Boubacar Brahim
  Bruno Carlos Cédric Cheick Christian Christophe Claude Cyril Damien Daniel David Denis Didier Djibril Dominique Driss
  Édouard Emmanuel Emre Éric Étienne Fabien Fabrice Farid Félix Fernand Florian Fodé Francis Franck François Frédéric
  Gabriel Georges Gérard Ghislain Gilbert Gilles Grégory Guillaume Guy Habib Hakim Hamid Hassan Henri Hervé Hugo Hugues
  Ibrahima Idriss Issa Ivan Jacques Jamel Jean Jean-Claude Jean-Marc Jean-Pierre Jérémy Jérôme Joaquim João Joël Jonathan
  José Joseph Julien Kamel Karim Kevin Khaled Lassana Laurent Léon Lionel Loïc Louis Luc Lucas Mamadou Manuel Marc Marcel
  Mario Marius Martin Mathieu Maurice Mehdi Mehmet Michel Minh Mohamed Mourad Moussa Mustapha Nabil Nathan Nicolas Noël
  Olivier Omar Oumar Ousmane Pascal Patrice Patrick Paul Paulo Philippe Pierre Quentin Rachid Raphaël Raymond Rémi René
  Richard Robert Roger Roland Romain Sacha Saïd Salim Samba Samuel Sébastien Sékou Serge Simon Slimane Sofiane Souleymane
  Stéphane Sylvain Théo Thierry Thomas Tidiane Valentin Victor Vincent William Xavier Yacine Yann Yannick Youssef Yves
  Zoran`)

export const FAMILY_NAMES = words(`Abdallah Adam Aït_Saïd Alami Almeida Alves Amrani Andrieu Antoine Arnaud Aubert Aydin
  Ba Bailly Bakayoko Balde Barbier Baron Barry Bazin Belaïd Belhadj Benali Benamar Benoît Bensaïd Bernard Berger Bertin
  Besson Bianchi Blanchard Blondel Bonnet Bouchard Boucher Boulanger Bourgeois Boutin Brahimi Breton Briand Brunet Camara
  Carlier Caron Carpentier Carvalho Chaabane Chapuis Charpentier Chauvin Chen Chérif Chevallier Cissé Clerc Colas
  Collet Cordier Costa Coulibaly Cousin Dacosta Daniel Darbois David Delattre Delmas Demba Demir Deschamps Diabaté Diaby
  Diakité Diallo Diarra Dias Dieng Diop Djebbar Doucouré Dos_Santos Dramé Dubreuil Duclos Dufour Dumas Dupuis Durieux El_Amrani
  El_Hadi Esteves Évrard Fall Fabre Faure Faye Ferhat Fernandes Ferrand Ferreira Fleury Fofana Fontaine Fournier Gaillard
  Garnier Gauthier Gharbi Gilbert Girard Gomes Gonçalves Gomis Grandin Grondin Guérin Guèye Guichard Guillot Haddad Hamadi
  Hamel Hammami Hardy Haidara Hébert Henry Hoarau Hoang Hubert Humbert Idrissi Imbert Jacob Jacquet Joly Jovanovic Julien
  Kaba Kaddour Kanté Kaya Keïta Khelifi Konaté Koné Kouassi Kouyaté Lacroix Lafarge Lahmar Lambert Lamy Langlois Laurier
  Le_Bihan Le_Goff Lebrun Leclercq Lefort Léger Lemoine Lenoir Leroux Lesage Lévêque Lima Lopes Lucas Ly Mabrouk Machado
  Magassa Maillard Mallet Mansouri Marchand Maréchal Marques Martel Masson Mathieu Mbaye Mebarki Ménard Mendes Mendy
  Mercier Meunier Meziane Michaud Millet Monnier Morel Moreira Morvan Moulin Moussaoui Nasri Ndiaye Ngom Nguyen
  Nicolas Noël Nunes Olivier Ouali Ouattara Ouedraogo Öztürk Pages Paris Payet Pereira Perrin Perrot Pham Philippe Picard
  Pichon Pinto Poirier Poulain Prévost Rahmani Ramos Rault Regnier Renaud Reynaud Ribeiro Rivière Robin Roche Rodrigues
  Rolland Rousseau Roussel Roux Royer Sacko Sahli Saidi Salah Salmon Samaké Sangaré Sanogo Santos Sarr Sauvage Schmitt
  Seck Serrano Silva Simonet Sissoko Slimani Soares Soumaré Sow Sylla Sahin Tahar Tandia Tavares Teixeira Tessier Thiam
  Thibault Thuillier Tison Toumi Touré Traoré Tran Trouvé Truong Vallet Vasseur Verdier Vidal Vieira Vincent Voisin Wagner
  Wagué Yildiz Yahiaoui Youssef Zaïdi Zerrouki Zoghbi`)

function words(list: string): string[] {
  return list.split(/\s+/).map((word) => word.replace('_', ' '))
}
