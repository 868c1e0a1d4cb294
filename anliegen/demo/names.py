"""Who comes to the demo and where it takes place: invented people, rooms named after trees and what else grows."""

FIRST = """
Ada Anouk Antje Aylin Bahar Bela Ben Bente Birgit Boris Britta Carla Cem Chiara Cleo Connie Dagmar Dana Dario Dilan
Dora Doro Edda Eike Elif Ella Emil Emine Enno Erik Esma Etta Eva Fabio Fatma Femke Finn Flora Franka Frauke Fritzi
Gesa Gitta Greta Gül Gunda Hanno Hanne Hauke Heike Helga Henri Hilal Ida Ike Ilse Imke Inga Ingo Irma Isa Iven Jale
Jana Jasper Jette Jonas Jördis Jule Juri Kaan Kai Karla Kaya Kim Kira Klara Knut Lale Lars Lea Leif Lene Levin Lina
Lotte Luis Mads Maike Malte Mara Marit Mats Meike Mehmet Mia Mika Milan Mina Momo Nele Nick Nils Nina Noa Nora Nuri
Okan Ole Olga Ömer Onno Otto Paula Pelin Petra Philo Pia Rabea Raik Rana Resi Rieke Romy Ronja Rosa Ruth Sanna Selim
Selma Silke Simo Sina Sören Svea Swantje Tamer Tarik Thea Till Timo Tjark Toni Ulla Ulf Urs Uta Vera Viola Wanja
Wencke Wiebke Wim Yara Yusuf Zeki
"""
INITIALS = "BFGHKLMNPRSTVWADEJOCIUZÖ"

ROOMS = """
Aula Linde Eiche Buche Ahorn Birke Kastanie Esche Erle Ulme Weide Foyer Lärche Kiefer Tanne Fichte Pappel Hasel
Holunder Eibe Platane Robinie Walnuss Mandel Kirsche Apfel Birne Quitte Pflaume Mirabelle Feige Olive Zeder Zypresse
Wacholder Ginkgo Magnolie Flieder Jasmin Lavendel Salbei Thymian Minze Melisse Kamille Malve Mohn Aster Dahlie
Distel Enzian Farn Ginster Hortensie Iris Krokus Lilie Lupine Narzisse Nelke Orchidee Primel Rose Schlehe Sanddorn
Tulpe Veilchen Wicke Zinnie Hopfen Efeu Schilf Klee Anis Fenchel Dill Kerbel Majoran Bibliothek Wintergarten
"""
CAPACITIES = [120, 40, 24, 30, 20, 16, 36, 12]
PLACES = ["Erdgeschoss", "1. Stock", "2. Stock", "Gartenhaus"]
FEATURES = ["Beamer, Flipchart", "Flipchart", "Moderationswand", "Beamer", "Stuhlkreis, Flipchart", ""]
